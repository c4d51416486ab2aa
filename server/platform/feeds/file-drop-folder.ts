import { createReadStream } from 'node:fs';
import { access, mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { splitLines } from '../../domain/lines.js';
import { DropFolder, type DroppedFile } from '../../ports.js';

const ENDING = '.ndjson';

/**
 * A folder of this machine that other programs drop `*.ndjson` files into: written elsewhere or under another name, then
 * renamed. For programs that write in place, a file is taken only when it has the size and time that it had a look before.
 * Below the folder, `done/` holds what was gone through and `poison/` the lines that could not be taken.
 */
export class FileDropFolder extends DropFolder {
  /** size and time of each file at the last look */
  #seen = new Map<string, string>();

  constructor(private readonly folder: string) {
    super();
  }

  override async waiting(): Promise<readonly DroppedFile[]> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const entries = await readdir(this.folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && isDropped(entry.name)).map(({ name }) => name);
    const before = this.#seen;
    this.#seen = new Map();
    for (const name of names.toSorted()) {
      const { size, mtimeMs } = await stat(join(this.folder, name));
      this.#seen.set(name, `${size} ${mtimeMs}`);
    }
    const settled = [...this.#seen].filter(([name, state]) => before.get(name) === state);
    return settled.map(([name]) => new FileInFolder(this.folder, name));
  }
}

/** Hidden files are somebody's half-written ones. */
const isDropped = (name: string): boolean => name.endsWith(ENDING) && !name.startsWith('.');

class FileInFolder implements DroppedFile {
  #hasPoison = false;

  constructor(
    private readonly folder: string,
    readonly name: string,
  ) {}

  lines(): AsyncIterable<string> {
    return splitLines(createReadStream(join(this.folder, this.name)));
  }

  async setAside(line: { readonly number: number; readonly reason: string; readonly text: string }): Promise<void> {
    if (!this.#hasPoison) await mkdir(join(this.folder, 'poison'), { recursive: true, mode: 0o700 });
    // What a crash left of this file's lines is written anew, with them.
    const flag = this.#hasPoison ? 'a' : 'w';
    this.#hasPoison = true;
    const text = `${JSON.stringify({ line: line.number, reason: line.reason, text: line.text })}\n`;
    await writeFile(this.#part(), text, { flag, mode: 0o600, flush: true });
  }

  async finish(): Promise<void> {
    if (this.#hasPoison) await rename(this.#part(), await unused(join(this.folder, 'poison'), this.name));
    const done = join(this.folder, 'done');
    await mkdir(done, { recursive: true, mode: 0o700 });
    await rename(join(this.folder, this.name), await unused(done, this.name));
  }

  #part(): string {
    return join(this.folder, 'poison', `${this.name}.part`);
  }
}

/** A path in the folder that no file has: the name, or the name with a number. */
async function unused(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = parse(name);
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem}.${number}${ext}`);
    const taken = await access(path).then(
      () => true,
      () => false,
    );
    if (!taken) return path;
  }
}
