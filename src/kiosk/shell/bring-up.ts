/** What the shell brings after its first paint, in one piece. */
import '../../../components/fonts.css';
import '../../access/messages/rest.ts';
import './idle-prompt.ts';
import './first-start.ts';
import './broken-view.ts';

export { listenForScanner } from '../../devices/scanner/scanner.ts';
export { pageLineScanners } from '../../devices/scanner/line-scanners.ts';
export { createSpeaker } from '../../devices/speech.ts';
export { allWords } from '../../access/say.ts';
export { prefetchViews } from '../features.ts';
export { keepFonts } from './fonts.ts';
export { Runtime } from './runtime.ts';
export { keepUpToDate } from './updates.ts';
