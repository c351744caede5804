// The Connector calls of the Bot Framework SDK for JavaScript, made against the service URL given, to be compared with ours on the wire.
const { ConnectorClient, MicrosoftAppCredentials } = require('botframework-connector');

async function main() {
  const [serviceUrl, conversation, activityId] = process.argv.slice(2);
  const { conversations } = new ConnectorClient(new MicrosoftAppCredentials('', ''), { baseUri: serviceUrl });
  const activity = { type: 'message', text: 'Hello' };
  await conversations.sendToConversation(conversation, activity);
  await conversations.replyToActivity(conversation, activityId, activity);
  await conversations.updateActivity(conversation, activityId, activity);
  await conversations.deleteActivity(conversation, activityId);
  await conversations.getConversationMembers(conversation);
  await conversations.createConversation({ bot: { id: '28:bot' }, members: [{ id: '29:ada' }], isGroup: false, tenantId: 'tenant' });
}

main().catch(error => { console.error(error); process.exit(1); });
