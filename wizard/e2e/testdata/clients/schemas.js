// jira.js compares Jira's answers with schemas made from Atlassian's published
// specification. A line of JSON says what came of each call.
import { createAgileClient, createCloudClient, createServiceDeskClient } from 'jira.js'
import { createClient } from 'jira.js/core'

const [host, token] = process.argv.slice(2)
const client = createClient({ host, auth: { type: 'bearer', token }, onSchemaMismatch: 'throw' })
const jira = createCloudClient(client)
const agile = createAgileClient(client)
const desk = createServiceDeskClient(client)
const board = { boardId: 1 }, project = { projectIdOrKey: 'WEB' }

const calls = {
  serverInfo: () => jira.serverInfo.getServerInfo(),
  myself: () => jira.myself.getCurrentUser(),
  'mypreferences/locale': () => jira.myself.getLocale(),
  field: () => jira.issueFields.getFields(),
  'field/search': () => jira.issueFields.getFieldsPaginated(),
  'configuration/timetracking': () => jira.timeTracking.getSelectedTimeTrackingImplementation(),
  'project/search': () => jira.projects.searchProjects(),
  'project/type': () => jira.projectTypes.getAllProjectTypes(),
  'project/{id}': () => jira.projects.getProject(project),
  'project/{id}/email': () => jira.projectEmail.getProjectEmail({ projectId: 10000 }),
  webhook: () => jira.webhooks.getDynamicWebhooksForApp(),
  mypermissions: () => jira.permissions.getMyPermissions({ permissions: 'BROWSE_PROJECTS' }),
  permissions: () => jira.permissions.getAllPermissions(),
  'data-policy': () => jira.appDataPolicies.getPolicy(),
  issuetype: () => jira.issueTypes.getIssueAllTypes(),
  'jql/autocompletedata': () => jira.jql.getAutoComplete(),
  'jql/function/computation': () => jira.jqlFunctionsApps.getPrecomputations(),
  'auditing/record': () => jira.auditRecords.getAuditRecords(),
  applicationrole: () => jira.applicationRoles.getAllApplicationRoles(),
  'filter/defaultShareScope': () => jira.filterSharing.getDefaultShareScope(),
  'groups/picker': () => jira.groups.findGroups(),
  'attachment/meta': () => jira.issueAttachments.getAttachmentMeta(),
  issueLinkType: () => jira.issueLinkTypes.getIssueLinkTypes(),
  issuetypescheme: () => jira.issueTypeSchemes.getAllIssueTypeSchemes(),
  issuetypescreenscheme: () => jira.issueTypeScreenSchemes.getIssueTypeScreenSchemes(),
  label: () => jira.labels.getAllLabels(),
  projectCategory: () => jira.projectCategories.getAllProjectCategories(),
  status: () => jira.workflowStatuses.getStatuses(),
  'user/properties': () => jira.userProperties.getUserPropertyKeys(),
  'workflows/defaultEditor': () => jira.workflows.getDefaultEditor(),
  'servicedeskapi/servicedesk': () => desk.servicedesk.getServiceDesks(),
  board: () => agile.board.getAllBoards(),
  'board/{id}': () => agile.board.getBoard(board),
  'board/{id}/configuration': () => agile.board.getConfiguration(board),
  'board/{id}/sprint': () => agile.board.getAllSprints(board),
  'board/{id}/quickfilter': () => agile.board.getAllQuickFilters(board),
  'board/{id}/epic': () => agile.board.getEpics(board),
}
for (const [name, call] of Object.entries(calls)) {
  const came = await call().then(() => ({ result: 'as published' }), error => ({ error: String(error), stack: JSON.stringify(error.report ?? error.body ?? '') }))
  console.log(JSON.stringify({ name, ...came }))
}
