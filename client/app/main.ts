/** Where the client starts: colours, icons, the shell. */
import '@awesome.me/webawesome/dist/styles/themes/default.css';
import '../ui/tokens.css';
import '../ui/icons.js';
import './app.js';
import { followSystem } from './palette.js';

followSystem();
