/** Where the scenes start: a page of the demonstration alone. */
import '@awesome.me/webawesome/dist/styles/themes/default.css';
import '../ui/tokens.css';
import '../ui/icons.js';
import { followSystem } from '../app/palette.js';
import './scenes.js';

followSystem();
