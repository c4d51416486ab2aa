import { html, type TemplateResult } from 'lit';
import type { Evidence, Match } from '../../server/contract/index.js';
import { highlight } from './highlight.js';
import { bits, probabilityAsCount, probabilityInWords, signOf } from './words.js';

/** Beyond this difference, in bits, lines and score do not say the same; below it, it is the rounding of numbers. */
const ROUNDING = 0.01;

/**
 * The table of what speaks for and against a match: a picture and a word for each line, the sentence, the weight; the
 * last line adds them up to the score (R3).
 */
export function evidenceTable(match: Match): TemplateResult {
  const sum = match.evidence.reduce((total, { weight }) => total + weight, 0);
  const adds = Math.abs(sum - match.weight) <= ROUNDING;
  return html`
    <table>
      <caption class="said">
        What agrees and what differs
      </caption>
      <thead class="said">
        <tr>
          <th scope="col">Agreement</th>
          <th scope="col">Why</th>
          <th scope="col">Weight in bits</th>
        </tr>
      </thead>
      <tbody>
        ${match.evidence.map(line)}
      </tbody>
      <tfoot>
        <tr>
          <td colspan="2">
            Adds up to: ${probabilityInWords(match)}
            <span class="quiet">(${probabilityAsCount(match.probability)})</span>
            ${adds ? '' : html`<strong>The lines do not add up to the score: do not rely on it.</strong>`}
          </td>
          <td class="weight">${bits(match.weight)}</td>
        </tr>
      </tfoot>
    </table>
  `;
}

function line(evidence: Evidence): TemplateResult {
  const { word, icon } = signOf(evidence);
  return html`
    <tr class=${evidence.field === 'prior' ? 'prior' : evidence.agreement}>
      <td class="agreement"><wa-icon name=${icon}></wa-icon> ${word}</td>
      <td>${evidence.sentence}${spellings(evidence)}</td>
      <td class="weight">${bits(evidence.weight)}</td>
    </tr>
  `;
}

/** Both spellings with the letters that they share marked; only where both may be shown and they differ. */
function spellings({ ours, theirs, letters }: Evidence) {
  if (ours === undefined || theirs === undefined || letters === undefined) return '';
  return html`
    <span class="spellings">
      <span class="said">typed</span> <span>${marked(ours, letters.ours)}</span>
      <span aria-hidden="true">/</span>
      <span class="said">recorded</span> <span>${marked(theirs, letters.theirs)}</span>
    </span>
  `;
}

const marked = (text: string, letters: Parameters<typeof highlight>[1]) =>
  highlight(text, letters).map((piece) => (piece.found ? html`<mark>${piece.text}</mark>` : piece.text));
