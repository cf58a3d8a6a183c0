import { LineScanEvent, type ScannerSettings } from './driver.ts';
import { type KeyLayout, characterOf } from './key-characters.ts';
import {
  type ScannerInput,
  type ScannerRules,
  type ScannerState,
  type ScannerStep,
  defaultRules,
  idle,
  nextScannerStep,
} from './scanner-machine.ts';

/** `ScannerSettings`, and what a test or a very slow scanner needs besides. */
export interface ScannerOptions extends Partial<ScannerRules>, Partial<ScannerSettings> {
  readonly layout?: KeyLayout;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Keys that only change what the next one means. */
const MODIFIERS = new Set(['Shift', 'CapsLock', 'NumLock', 'AltGraph']);

/** The field a key goes to, through shadow roots. */
function fieldOf(event: Event): Field | undefined {
  const [origin] = event.composedPath();
  return origin instanceof HTMLInputElement || origin instanceof HTMLTextAreaElement ? origin : undefined;
}

function inputOf(event: KeyboardEvent, suffix: string, layout: KeyLayout): ScannerInput | undefined {
  const atMs = event.timeStamp;
  if (MODIFIERS.has(event.key)) return undefined;
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return { kind: 'other-key', atMs };
  const name = event.code === 'NumpadEnter' ? 'Enter' : event.code || event.key;
  if (name === suffix) return { kind: 'end-key', atMs };
  const { key, code, shiftKey } = event;
  const capsLock = event.getModifierState('CapsLock');
  const character = characterOf({ key, code, shiftKey, capsLock }, layout);
  return character === undefined ? { kind: 'other-key', atMs } : { kind: 'character', character, atMs };
}

/**
 * Hears a scanner that is connected as a keyboard, wherever the focus is, and what `LineScanners` tell the same target.
 *
 * A person's keys all reach the page. Of a scan, the first keys (five by default) reach the field with the focus
 * before it is certain that nobody types that fast; then the field is set back to what it held, an `input` event
 * says so, and neither the other keys nor the end key reach the page: no form is sent and no button pressed.
 * Two limits: rich-text fields (`contenteditable`) are not set back; and while a Chinese input method is composing,
 * the browser does not let a page stop keys, so the field is set back at the end of the scan as well.
 * @param target where keys pass by, usually `window`: heard in the capture phase
 * @returns stops listening
 */
export function listenForScanner(
  target: EventTarget,
  onScan: (text: string) => void,
  options: ScannerOptions = {},
): () => void {
  const { suffix = 'Enter', layout = 'auto', ...given } = options;
  const rules: ScannerRules = { ...defaultRules, ...given };
  let state: ScannerState = idle;
  let before: { readonly field: Field; readonly value: string } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heldBack = new Set<string>();

  const putBack = () => {
    if (!before || before.field.value === before.value) return;
    before.field.value = before.value;
    before.field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  };

  const act = (step: ScannerStep, field: Field | undefined) => {
    const wasScanning = state.phase === 'scanning';
    state = step.state;
    clearTimeout(timer);
    if (state.phase !== 'idle') timer = setTimeout(tick, rules.endAfterMs + 1);
    if (step.field === 'recognised' || (wasScanning && state.phase !== 'scanning')) putBack();
    if (step.field === 'begins') before = field && { field, value: field.value };
    if (step.scanned !== undefined) onScan(step.scanned);
  };

  const tick = () => act(nextScannerStep(state, { kind: 'tick', atMs: performance.now() }, rules), undefined);

  const onKeyDown = (event: Event) => {
    if (!(event instanceof KeyboardEvent)) return;
    const input = inputOf(event, suffix, layout);
    if (!input) return;
    const step = nextScannerStep(state, input, rules);
    if (step.swallow) {
      heldBack.add(event.code);
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    act(step, fieldOf(event));
  };

  // Some browsers press a button when the space bar comes up, not when it goes down.
  const onKeyUp = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || !heldBack.delete(event.code)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const onLineScan = (event: Event) => {
    if (event instanceof LineScanEvent) onScan(event.text);
  };

  target.addEventListener(LineScanEvent.type, onLineScan);
  target.addEventListener('keydown', onKeyDown, { capture: true });
  target.addEventListener('keyup', onKeyUp, { capture: true });
  return () => {
    clearTimeout(timer);
    target.removeEventListener(LineScanEvent.type, onLineScan);
    target.removeEventListener('keydown', onKeyDown, { capture: true });
    target.removeEventListener('keyup', onKeyUp, { capture: true });
  };
}
