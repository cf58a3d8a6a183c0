import tokens from '../../components/tokens.css?inline';
import './home/attract-view.ts';
import './shell/kiosk-app.ts';

// With the first script rather than as a file of its own: one request less before the first screen.
const sheet = new CSSStyleSheet();
sheet.replaceSync(tokens);
document.adoptedStyleSheets = [sheet];
