import '../../components/tokens.css';
import './phone.css';
import './phone-app.ts';
