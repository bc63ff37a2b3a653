// Each client signs in to the sandbox, renews, and calls Jira, as its README says,
// with nothing changed but the hosts. A line of JSON says what came of it.
import { generateCodeVerifier, OAuth2Client } from '@badgateway/oauth2-client'
import { createAgileClient, createCloudClient, exchangeAuthorizationCode, generateAuthorizationUrl, getAccessibleResources } from 'jira.js'
import { createClient } from 'jira.js/core'
import * as openid from 'openid-client'
import { AuthorizationCode } from 'simple-oauth2'

const { authUrl, apiUrl, clientId, clientSecret, callback } = JSON.parse(process.argv[2])
const scopes = process.argv[3].split(' ')
const scope = scopes.join(' ')
const state = 'a state/of+its own'

// accept follows the sign-in link, as a browser does, to the callback.
async function accept(link) {
  const answer = await fetch(link, { redirect: 'manual' })
  const landing = new URL(answer.headers.get('location'))
  if (landing.searchParams.get('state') !== state || !landing.href.startsWith(callback)) throw new Error('landed on ' + landing)
  return landing
}

// jiraCalls asks Jira what every client asks first.
async function jiraCalls(token) {
  const get = async path => {
    const answer = await fetch(apiUrl + path, { headers: { authorization: 'Bearer ' + token } })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const [site] = await get('/oauth/token/accessible-resources')
  const jira = '/ex/jira/' + site.id + '/rest/'
  const me = await get(jira + 'api/3/myself')
  const projects = await get(jira + 'api/2/project/search?keys=WEB')
  const boards = await get(jira + 'agile/1.0/board?type=scrum')
  return `${me.displayName}, ${projects.total} project, ${boards.total} board`
}

const clients = {
  async 'simple-oauth2, Basic'() { return simple({}) },
  async 'simple-oauth2, JSON body'() { return simple({ bodyFormat: 'json', authorizationMethod: 'body' }) },

  async 'openid-client, Basic and PKCE'() { return openID(openid.ClientSecretBasic()) },
  async 'openid-client, form and PKCE'() { return openID(openid.ClientSecretPost()) },

  async '@badgateway/oauth2-client, form'() { return badgateway('client_secret_post') },
  async '@badgateway/oauth2-client, Basic'() { return badgateway('client_secret_basic') },

  async 'jira.js'() {
    const usual = globalThis.fetch // its hosts are fixed
    globalThis.fetch = (address, options) => usual(String(address).replace('https://auth.atlassian.com', authUrl).replace('https://api.atlassian.com', apiUrl), options)
    try {
      const code = (await accept(generateAuthorizationUrl({ clientId, redirectUri: callback, scopes, state }))).searchParams.get('code')
      const tokens = await exchangeAuthorizationCode({ clientId, clientSecret, code, redirectUri: callback })
      const [site] = await getAccessibleResources(tokens.accessToken)
      let renewed = 0
      const client = createClient({
        onSchemaMismatch: 'throw', // its schemas are made from Atlassian's specification
        auth: {
          type: 'oauth2', accessToken: 'expired', refreshToken: tokens.refreshToken, clientId, clientSecret, cloudId: site.id,
          onTokenRefresh: async () => { renewed++ },
        },
      })
      const jira = createCloudClient(client)
      const agile = createAgileClient(client)
      const me = await jira.myself.getCurrentUser()
      await jira.serverInfo.getServerInfo()
      const projects = await jira.projects.searchProjects({ keys: ['WEB'] })
      await jira.projects.getProject({ projectIdOrKey: 'WEB' })
      await jira.issueFields.getFields()
      await jira.permissions.getMyPermissions({ permissions: 'BROWSE_PROJECTS' })
      const boards = await agile.board.getAllBoards({ type: 'scrum' })
      await agile.board.getConfiguration({ boardId: boards.values[0].id })
      await agile.board.getAllSprints({ boardId: boards.values[0].id })
      if (renewed !== 1) throw new Error(`renewed ${renewed} times`)
      return `${me.displayName}, ${projects.total} project, ${boards.total} board`
    } finally {
      globalThis.fetch = usual
    }
  },
}

async function simple(options) {
  const client = new AuthorizationCode({ client: { id: clientId, secret: clientSecret }, auth: { tokenHost: authUrl, tokenPath: '/oauth/token', authorizePath: '/authorize' }, options })
  const landing = await accept(client.authorizeURL({ audience: 'api.atlassian.com', redirect_uri: callback, scope: scopes, state }))
  const token = await client.getToken({ code: landing.searchParams.get('code'), redirect_uri: callback })
  return jiraCalls((await token.refresh()).token.access_token)
}

async function openID(authentication) {
  const server = { issuer: authUrl, authorization_endpoint: authUrl + '/authorize', token_endpoint: authUrl + '/oauth/token' }
  const config = new openid.Configuration(server, clientId, clientSecret, authentication)
  openid.allowInsecureRequests(config)
  const pkceCodeVerifier = openid.randomPKCECodeVerifier()
  const landing = await accept(openid.buildAuthorizationUrl(config, {
    audience: 'api.atlassian.com', redirect_uri: callback, scope, state,
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256',
  }))
  const tokens = await openid.authorizationCodeGrant(config, landing, { pkceCodeVerifier, expectedState: state })
  return jiraCalls((await openid.refreshTokenGrant(config, tokens.refresh_token)).access_token)
}

async function badgateway(authenticationMethod) {
  const client = new OAuth2Client({ server: authUrl, clientId, clientSecret, tokenEndpoint: '/oauth/token', authorizationEndpoint: '/authorize', authenticationMethod })
  const codeVerifier = await generateCodeVerifier()
  const landing = await accept(await client.authorizationCode.getAuthorizeUri({ redirectUri: callback, scope: scopes, state, codeVerifier, extraParams: { audience: 'api.atlassian.com' } }))
  const tokens = await client.authorizationCode.getTokenFromCodeRedirect(landing, { redirectUri: callback, state, codeVerifier })
  return jiraCalls((await client.refreshToken(tokens)).accessToken)
}

for (const [name, signIn] of Object.entries(clients)) {
  const came = await signIn().then(result => ({ result }), error => ({ error: String(error.cause ?? error), stack: error.stack }))
  console.log(JSON.stringify({ name, ...came }))
}
