export { type Content, type ContentFiles, checkContent, sortFaults } from './check.ts';
export { composeService, indicatorsOf } from './compose.ts';
export { type Fault, type FileRole, type ParsedFile, fileSchemas, pathText } from './files.ts';
export { isOwnService } from './own.ts';
export { nearest } from './nearest.ts';
export { tileOffers } from './tiles.ts';
