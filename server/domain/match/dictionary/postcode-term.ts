import { NO_POSTCODE, outwardOf, spellPostcode, type PostcodeCode } from '../normalise/postcode.js';
import { editDistance } from './distance.js';

/** `near`: one letter or digit differs. `district`: the part before the blank agrees. */
export type PostcodeLevel = 'exact' | 'near' | 'district' | 'differs' | 'missing';

/** A postcode as it was asked about; recorded ones are compared once each. */
export class PostcodeTerm {
  private readonly levels = new Map<PostcodeCode, PostcodeLevel>();
  private readonly spelt: string;

  constructor(readonly code: PostcodeCode) {
    this.spelt = spellPostcode(code);
    this.levels.set(code, 'exact');
    this.levels.set(NO_POSTCODE, 'missing');
  }

  level(other: PostcodeCode): PostcodeLevel {
    const known = this.levels.get(other);
    if (known !== undefined) return known;
    const near = editDistance(this.spelt, spellPostcode(other), 1) <= 1;
    const level = near ? 'near' : outwardOf(other) === outwardOf(this.code) ? 'district' : 'differs';
    this.levels.set(other, level);
    return level;
  }
}
