import {
  inwardOf,
  isBritish,
  NO_POSTCODE,
  outwardOf,
  spellPostcode,
  type PostcodeCode,
} from '../normalise/postcode.js';
import { editDistance } from './distance.js';

/** `near`: one letter or digit differs. `district`: the part before the blank agrees. */
export type PostcodeLevel = 'exact' | 'near' | 'district' | 'differs' | 'missing';

/** Combinations of the two letters that end a British code. */
const UNITS = 26 * 26;

/** A postcode as it was asked about. */
export class PostcodeTerm {
  private readonly spelt: string;
  private readonly outward: number;

  constructor(readonly code: PostcodeCode) {
    this.spelt = spellPostcode(code);
    this.outward = outwardOf(code);
  }

  level(other: PostcodeCode): PostcodeLevel {
    if (other === this.code) return 'exact';
    if (other === NO_POSTCODE) return 'missing';
    const district = outwardOf(other) === this.outward;
    if (this.mayBeNear(other, district) && editDistance(this.spelt, spellPostcode(other), 1) <= 1) return 'near';
    return district ? 'district' : 'differs';
  }

  /** One slip in a British code leaves the district, or the three characters after it, or the two letters, as they were. */
  private mayBeNear(other: PostcodeCode, district: boolean): boolean {
    return (
      district || !isBritish(other) || !isBritish(this.code) || inwardOf(other) % UNITS === inwardOf(this.code) % UNITS
    );
  }
}
