/**
 * n8n's verification scanner, offline: lints a folder as n8n's reviewers do, ignoring every disable comment.
 * Usage: tsx scripts/scan.mts <folder> [tarball]
 * The folder is a checkout (node sources and package.json) or, with "tarball", an unpacked `npm pack` (compiled
 * files and package.json). Prints "passed" or the findings; exit code 0 or 1.
 */
import { resolve } from 'node:path';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

/** The files that the scanner takes from a published package, as in its own `analyzePackageByName`. */
const TARBALL_FILE_PATTERNS = ['**/*.js', 'package.json'];

const [folder = '.', leg] = process.argv.slice(2);
const patterns = leg === 'tarball' ? TARBALL_FILE_PATTERNS : SOURCE_FILE_PATTERNS;
// ESLint takes absolute folders only.
const { passed, message = '', details = '' } = await analyzePackage(resolve(folder), patterns);
console.log(passed ? `passed ${message}`.trim() : `${message}\n${details}`);
process.exitCode = passed ? 0 : 1;
