const { rm } = require('node:fs/promises');
const { dest, parallel, src } = require('gulp');

/** Icons; copied as bytes, since gulp would otherwise read PNGs as text. */
const icons = () => src('{nodes,credentials}/**/*.{png,svg}', { encoding: false }).pipe(dest('dist'));

exports.clean = () => rm('dist', { recursive: true, force: true });
exports['build:static'] = parallel(icons);
