import { InProcessMatcher } from '../../../../server/platform/matcher/in-process-matcher.js';
import { matcherContract } from './matcher-contract.js';

matcherContract('in the caller’s thread', (_, store) => new InProcessMatcher(store));
