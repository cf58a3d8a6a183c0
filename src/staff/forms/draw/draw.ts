import type { TemplateResult } from 'lit';
import { unsetLine } from './frame.ts';
import { drawHours } from './hours.ts';
import { drawList } from './list.ts';
import { drawObject, drawUnion } from './object.ts';
import type { Pen, Spot } from './pen.ts';
import { drawRef, drawRefs } from './references.ts';
import { drawChoice, drawClock, drawFlags, drawInstant, drawRange, drawTruth } from './simple.ts';
import { drawColour, drawRule } from './special.ts';
import { drawId, drawLocalized, drawNumber, drawText } from './text.ts';

/** Draws one field, whatever it is. */
export function draw(pen: Pen, spot: Spot): TemplateResult {
  const { shape } = spot.field;
  switch (shape.kind) {
    case 'object':
      return drawObject(pen, spot, shape);
    case 'union':
      return drawUnion(pen, spot, shape);
    case 'list':
      return drawList(pen, spot, shape.item, shape.most);
    case 'refs':
      return drawRefs(pen, spot, shape.list, shape.most);
    case 'flags':
      return drawFlags(pen, spot, shape.values);
    case 'hours':
      return drawHours(pen, spot, pen.leastHours);
    case 'choice':
      return drawChoice(pen, spot, shape.values);
    case 'truth':
      return drawTruth(pen, spot);
    default:
      return drawPlain(pen, spot);
  }
}

/** What is typed: an optional one says that it is not set until somebody asks to fill it in. */
function drawPlain(pen: Pen, spot: Spot): TemplateResult {
  const { field, path } = spot;
  const { shape } = field;
  if (field.optional && spot.shown === undefined && !pen.isAsked(path))
    return unsetLine(pen, spot, () => {
      pen.ask(path);
      pen.focus(path);
    });
  switch (shape.kind) {
    case 'localized':
      return drawLocalized(pen, spot, shape.most, shape.mostEn);
    case 'text':
      return drawText(pen, spot, shape.most);
    case 'id':
      return drawId(pen, spot);
    case 'number':
      return drawNumber(pen, spot);
    case 'day':
      return drawClock(pen, spot, 'date');
    case 'time':
      return drawClock(pen, spot, 'time');
    case 'instant':
      return drawInstant(pen, spot);
    case 'colour':
      return drawColour(pen, spot);
    case 'rule':
      return drawRule(pen, spot);
    case 'range':
      return drawRange(pen, spot);
    case 'ref':
      return drawRef(pen, spot, shape.list);
    default:
      throw new Error(`no control for ${shape.kind} at ${field.at}`);
  }
}
