/**
 * Reading aloud by a voice that is on the phone itself: a voice of the network would send what is said to somebody else.
 */
export function localVoice(): SpeechSynthesisVoice | undefined {
  if (!('speechSynthesis' in globalThis)) return undefined;
  const voices = speechSynthesis.getVoices().filter(({ localService, lang }) => localService && /^en\b/i.test(lang));
  return voices.find(({ lang }) => /^en[-_]GB/i.test(lang)) ?? voices[0];
}

/** Says it now, instead of whatever is being said. */
export function readAloud(text: string, voice: SpeechSynthesisVoice): void {
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
}

/** Stops at once: the officer is on scene, the card is covered or gone. */
export function stopReading(): void {
  if ('speechSynthesis' in globalThis) speechSynthesis.cancel();
}
