// Renders public/voice: the clips a hall display speaks its calls with. Run by hand, not part of the build:
//
//   npm install --no-save espeak-ng@1.0.2
//   node tools/voice/render.mjs
//
// espeak-ng (GPL-3.0) is a tool here and ships with nothing; what it says is ours to use. See public/voice/README.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { voices } from './clips.mjs';
import { prepare, readPcm, writeMuLaw } from './wav.mjs';

const out = new URL('../../public/voice/', import.meta.url);
/** Another place where the package lies may be named: its main file. */
const [from = 'espeak-ng'] = process.argv.slice(2);
const { default: espeak } = await import(from.startsWith('/') ? pathToFileURL(from).href : from);

/** @returns {Promise<Uint8Array>} a WAV file, PCM 16 bit */
async function say(voice, wordsPerMinute, text) {
  const complaints = [];
  const program = await espeak({
    arguments: ['-v', voice, '-s', String(wordsPerMinute), '-w', '/said.wav', text],
    print: () => undefined,
    printErr: (line) => complaints.push(line),
  });
  try {
    return program.FS.readFile('/said.wav');
  } catch {
    throw new Error(`${voice} did not say "${text}": ${complaints.join(' ')}`);
  }
}

let files = 0;
let bytes = 0;
let seconds = 0;
for (const { folder, voice, wordsPerMinute, clips } of voices) {
  const target = new URL(`${folder}/`, out);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const [name, text] of Object.entries(clips)) {
    const clip = prepare(readPcm(await say(voice, wordsPerMinute, text)));
    const file = writeMuLaw(clip);
    await writeFile(new URL(`${name}.wav`, target), file);
    files += 1;
    bytes += file.length;
    seconds += clip.samples.length / clip.rate;
  }
}
console.log(`${fileURLToPath(out)}: ${files} clips, ${seconds.toFixed(1)} s, ${Math.round(bytes / 1000)} kB`);
