import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';
import '@awesome.me/webawesome/dist/components/icon/icon.js';

/** The pictures that Outrider uses, out of Bootstrap Icons (MIT), built in: nothing is fetched from elsewhere. */
const files = import.meta.glob<string>(
  [
    '../../node_modules/bootstrap-icons/icons/{exclamation-octagon-fill,exclamation-triangle-fill,diamond-fill,info-circle}.svg',
    '../../node_modules/bootstrap-icons/icons/{check-lg,check-circle,plus-slash-minus,x-lg,dash-lg,question-lg}.svg',
    '../../node_modules/bootstrap-icons/icons/{record-circle-fill,slash-circle,dash-circle-dotted,plug,clock-history}.svg',
    '../../node_modules/bootstrap-icons/icons/{person,house,telephone,cpu,person-check,arrow-up,link-45deg}.svg',
    '../../node_modules/bootstrap-icons/icons/{wifi,wifi-off,arrow-repeat,circle-half,keyboard}.svg',
    '../../node_modules/bootstrap-icons/icons/{box-arrow-right,plus-lg,question-circle,arrow-left,megaphone}.svg',
    '../../node_modules/bootstrap-icons/icons/{person-x,unlock,arrow-right,geo-alt-fill,volume-up,stop-circle,eye-slash}.svg',
  ],
  { query: '?raw', import: 'default', eager: true },
);

const pictures = new Map(
  Object.entries(files).map(([path, svg]) => [path.slice(path.lastIndexOf('/') + 1, -'.svg'.length), svg]),
);

registerIconLibrary('default', {
  resolver: (name) => `data:image/svg+xml,${encodeURIComponent(pictures.get(name) ?? '')}`,
});
