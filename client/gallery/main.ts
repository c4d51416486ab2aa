/** Where the gallery starts: a page of the demonstration alone. */
import '@awesome.me/webawesome/dist/styles/themes/default.css';
import '../ui/tokens.css';
import '../ui/icons.js';
import { applyLook } from '../ui/look.js';
import './gallery.js';

applyLook();
