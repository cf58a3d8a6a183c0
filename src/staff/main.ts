import '../../components/tokens.css';
import './staff.css';
import './staff-app.ts';

// Chinese for a machine that has none; after the page is there.
void import('../../components/fonts.css');
