/*
 * Compiles as ever, with one fault in one file: OUTRIDER_FAULT holds it as JSON. No file of the tree is touched, and what
 * jest keeps of the faulty source is told from the sound one by the source itself.
 */
const swc = require('@swc/jest');

module.exports = {
  createTransformer(options) {
    const sound = swc.createTransformer(options);
    const { file, from, to } = JSON.parse(process.env['OUTRIDER_FAULT']);
    const faulty = (source, path) =>
      path.replaceAll('\\', '/').endsWith(`/${file}`) ? source.replace(from, () => to) : source;
    return {
      canInstrument: sound.canInstrument,
      process: (source, path, settings) => sound.process(faulty(source, path), path, settings),
      getCacheKey: (source, path, settings) => sound.getCacheKey(faulty(source, path), path, settings),
    };
  },
};
