/** What the shell takes of this room: fetched in one piece, for whoever may answer calls. */
export { HelpWatch } from './help-watch.ts';
export { helpWords } from './help-words.ts';
import './help-strip.ts';
