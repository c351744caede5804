// Checks a Teams manifest (stdin) against Microsoft's schema of the version it names, and that no newer one is published in the package.
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv-draft-04');
const addFormats = require('ajv-formats');

const folder = path.join(path.dirname(require.resolve('@microsoft/app-manifest/package.json')), 'build', 'json-schemas', 'teams');
const manifest = JSON.parse(fs.readFileSync(0, 'utf8'));
const newest = fs.readdirSync(folder).filter(name => /^v\d+\.\d+$/.test(name)).sort((a, b) => a.slice(1).split('.')[1] - b.slice(1).split('.')[1]).pop();
const problems = [];
if (newest !== `v${manifest.manifestVersion}`) problems.push(`The newest schema is ${newest}, the manifest says ${manifest.manifestVersion}.`);
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(path.join(folder, `v${manifest.manifestVersion}`, 'MicrosoftTeams.schema.json'), 'utf8')));
if (!validate(manifest)) problems.push(...validate.errors.map(error => `${error.instancePath} ${error.message}`));
process.stdout.write(JSON.stringify(problems));
