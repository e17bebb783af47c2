const { rm } = require('node:fs/promises');
const { dest, parallel, src } = require('gulp');

// Two patterns, because one that begins with braces makes gulp look through node_modules too.
const iconFiles = ['nodes/**/*.{png,svg}', 'credentials/**/*.{png,svg}'];

/** Icons; copied as bytes, since gulp would otherwise read PNGs as text. */
const icons = () => src(iconFiles, { base: '.', encoding: false }).pipe(dest('dist'));

exports.clean = () => rm('dist', { recursive: true, force: true });
exports['build:static'] = parallel(icons);
