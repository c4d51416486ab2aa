import { reasonInWords, whatInWords } from '../../../client/auditor/record-words.js';

describe('an operation of the record in words', () => {
  it.each([
    ['role professional-standards', 'as professional standards'],
    ['role handler', 'as call handler'],
    ['dispatched', 'sent to it'],
    ['role of chance', 'role of chance'],
    ['The court ordered it', 'The court ordered it'],
  ])('[R7] %s: why it was done', (reason, words) => expect(reasonInWords(reason)).toBe(words));

  it.each([
    ['card version 3 as officer', 'card 3, as an officer sees it'],
    ['card version 1 as professional-standards', 'card 1, as professional standards sees it'],
    ['card.read: incident/0197/card/2', 'card read'],
    ['user.administer: users', 'user administer'],
    ['stood-down', 'stood down'],
    ['checked: reported', 'checked: reported'],
    ['batch-activated: firearms/0197', 'batch activated: firearms/0197'],
    ['contents of 261126-AB12CD erased', 'contents of 261126-AB12CD erased'],
  ])('[R7] %s: what it was', (what, words) => expect(whatInWords({ what })).toBe(words));
});
