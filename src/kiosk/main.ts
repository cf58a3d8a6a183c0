import './home/attract-view.ts';
import './home/home-view.ts';
import './shell/kiosk-app.ts';
