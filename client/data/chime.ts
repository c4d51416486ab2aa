/** A third up: heard through a headset, and unlike a telephone. In Hz. */
const NOTES = [660, 825] as const;
/** Length of each note, in s. */
const LENGTH = 0.16;

/**
 * The sound of danger to life. Browsers let a page sound only after its person has touched it, and so does Outrider: until
 * `allow` was called by a touch or a key, it stays silent.
 */
export class Chime {
  #context: AudioContext | undefined;

  /** Called from within a touch or a key. */
  allow(): void {
    if (!('AudioContext' in globalThis)) return;
    this.#context ??= new AudioContext();
    void this.#context.resume();
  }

  ring(): void {
    const context = this.#context;
    if (context?.state !== 'running') return;
    const volume = context.createGain();
    volume.gain.value = 0.2;
    volume.connect(context.destination);
    for (const [index, hertz] of NOTES.entries()) {
      const note = context.createOscillator();
      note.frequency.value = hertz;
      note.connect(volume);
      note.start(context.currentTime + index * LENGTH);
      note.stop(context.currentTime + (index + 1) * LENGTH);
    }
  }
}
