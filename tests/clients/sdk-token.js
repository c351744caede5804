// What the Bot Framework SDK for JavaScript says of each token: reads {metadata, appId, cases: [{authorization, activity}]}, writes [true|false].
const { ChannelValidation, JwtTokenValidation, SimpleCredentialProvider } = require('botframework-connector');

async function main() {
  let text = '';
  for await (const part of process.stdin) text += part;
  const { metadata, appId, cases } = JSON.parse(text);
  ChannelValidation.OpenIdMetadataEndpoint = metadata;
  const credentials = new SimpleCredentialProvider(appId, '');
  const verdicts = [];
  for (const { authorization, activity } of cases) {
    try {
      const claims = await JwtTokenValidation.authenticateRequest(activity, authorization, credentials, '');
      verdicts.push(claims.isAuthenticated);
    } catch {
      verdicts.push(false);
    }
  }
  process.stdout.write(JSON.stringify(verdicts));
}

main().catch(error => { console.error(error); process.exit(1); });
