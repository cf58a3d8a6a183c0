import tokens from '../../components/tokens.css?inline';
import './display-app.ts';

const sheet = new CSSStyleSheet();
sheet.replaceSync(tokens);
document.adoptedStyleSheets = [sheet];
