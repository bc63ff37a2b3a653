// An independent OAuth server in front of the sandbox's Jira: it signs anybody in
// and accepts at once. Its first line of output is its address.
import http from 'node:http'
import OAuth2Server from '@node-oauth/oauth2-server'
import Provider from 'oidc-provider'

const [kind, settings] = process.argv.slice(2)
const { clientId, clientSecret, callback, scopes, api, apiToken } = JSON.parse(settings)
const body = async request => { let text = ''; for await (const part of request) text += part; return text }

const kinds = {
  // oidc-provider is certified; its pages for sign-in and consent are answered here.
  'oidc-provider'(address) {
    const provider = new Provider(address, {
      clients: [{
        client_id: clientId, client_secret: clientSecret, redirect_uris: [callback], application_type: 'native',
        grant_types: ['authorization_code', 'refresh_token'], token_endpoint_auth_method: 'client_secret_post',
      }],
      scopes, routes: { authorization: '/authorize', token: '/oauth/token' }, interactions: { url: () => '/accept' },
      features: { devInteractions: { enabled: false } },
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
      issueRefreshToken: () => true,
    })
    const accept = async (request, response) => {
      const { params, prompt } = await provider.interactionDetails(request, response)
      const grant = new provider.Grant({ accountId: 'iris', clientId: params.client_id })
      grant.addOIDCScope(params.scope)
      const result = prompt.name === 'login' ? { login: { accountId: 'iris' } } : { consent: { grantId: await grant.save() } }
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true })
    }
    const answer = provider.callback()
    return {
      oauth: (request, response) => request.url === '/accept' ? accept(request, response) : answer(request, response),
      knows: async token => Boolean(await provider.AccessToken.find(token)),
    }
  },

  // @node-oauth/oauth2-server has no server of its own; its model is kept in maps.
  '@node-oauth/oauth2-server'() {
    const codes = new Map(), access = new Map(), refresh = new Map()
    const user = { id: 'iris' }
    const client = { id: clientId, redirectUris: [callback], grants: ['authorization_code', 'refresh_token'] }
    const server = new OAuth2Server({
      model: {
        getClient: async (id, secret) => id === clientId && (secret === null || secret === clientSecret) ? client : null,
        saveAuthorizationCode: async (code, client, user) => { codes.set(code.authorizationCode, { ...code, client, user }); return { ...code, client, user } },
        getAuthorizationCode: async code => codes.get(code),
        revokeAuthorizationCode: async code => codes.delete(code.authorizationCode),
        saveToken: async (token, client, user) => {
          const saved = { ...token, client, user }
          access.set(token.accessToken, saved)
          refresh.set(token.refreshToken, saved)
          return saved
        },
        getAccessToken: async token => access.get(token),
        getRefreshToken: async token => refresh.get(token),
        revokeToken: async token => refresh.delete(token.refreshToken),
        validateScope: async (user, client, scope) => scope,
      },
    })
    const oauth = async (request, response) => {
      const { pathname, searchParams } = new URL(request.url, 'http://localhost')
      const asked = new OAuth2Server.Request({ method: request.method, headers: request.headers, query: Object.fromEntries(searchParams), body: Object.fromEntries(new URLSearchParams(await body(request))) })
      const answer = new OAuth2Server.Response()
      const what = pathname === '/authorize' ? server.authorize(asked, answer, { authenticateHandler: { handle: () => user } }) : server.token(asked, answer)
      await what.catch(() => {}) // the answer says it
      response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers }).end(JSON.stringify(answer.body))
    }
    return { oauth, knows: async token => access.has(token) }
  },
}

const server = http.createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost')
  if (pathname !== '/oauth/token/accessible-resources' && pathname !== '/me' && !pathname.startsWith('/ex/')) return chosen.oauth(request, response)
  const token = (request.headers.authorization ?? '').replace(/^Bearer /, '')
  const authorization = 'Bearer ' + (await chosen.knows(token) ? apiToken : 'unknown')
  const answer = await fetch(api + request.url, { headers: { authorization } })
  response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') }).end(Buffer.from(await answer.arrayBuffer()))
})
let chosen
server.listen(0, '127.0.0.1', () => {
  const address = 'http://127.0.0.1:' + server.address().port
  chosen = kinds[kind](address)
  console.log(address)
})
