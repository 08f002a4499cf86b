import { del, get, post } from '../core/api.ts'
import { invalid } from '../core/errors.ts'
import { newId, randomText } from '../core/ids.ts'
import { created, page, paging } from '../core/list.ts'
import { mergeMetadata, type WebhookEndpoint } from '../core/objects.ts'
import { flag, many, need, type Params, text } from '../core/shape.ts'
import { API_VERSION, realNow, type World } from '../core/world.ts'
import { metadata } from './shapes.ts'

const creating = {
  api_version: text(),
  description: text(),
  enabled_events: need(many(text(), 300)),
  ...metadata,
  url: need(text()),
}

/** Registers an endpoint. Its secret is told once, here. */
export function createEndpoint(
  world: World,
  params: Params<typeof creating>,
  secret = `whsec_${randomText(32)}`,
): WebhookEndpoint {
  assertUrl(params.url)
  if (params.api_version && params.api_version !== API_VERSION)
    throw invalid(`Only ${API_VERSION} is spoken here.`, { param: 'api_version' })
  if (params.enabled_events.length === 0)
    throw invalid('Name at least one event, or "*".', { param: 'enabled_events' })
  const endpoint: WebhookEndpoint = {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: params.api_version ?? null,
    application: null,
    created: realNow(),
    description: params.description || null,
    enabled_events: params.enabled_events,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    secret,
    status: 'enabled',
    url: params.url,
  }
  world.store.put('webhook_endpoint', endpoint)
  return endpoint
}

function assertUrl(url: string): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw invalid('Invalid URL: An explicit scheme (such as https) must be provided.', {
      param: 'url',
      code: 'url_invalid',
    })
}

const updating = {
  description: text(),
  disabled: flag(),
  enabled_events: many(text(), 300),
  ...metadata,
  url: text(),
}

function update(world: World, params: Params<typeof updating>, id: string): WebhookEndpoint {
  const endpoint = world.store.get('webhook_endpoint', id)
  if (params.url) assertUrl(params.url)
  const after: WebhookEndpoint = {
    ...endpoint,
    description: params.description ?? endpoint.description,
    enabled_events: params.enabled_events ?? endpoint.enabled_events,
    metadata: mergeMetadata(endpoint.metadata, params.metadata),
    status: params.disabled === undefined ? endpoint.status : params.disabled ? 'disabled' : 'enabled',
    url: params.url ?? endpoint.url,
  }
  world.store.put('webhook_endpoint', after)
  return shown(after)
}

const shown = ({ secret: _secret, ...endpoint }: WebhookEndpoint): WebhookEndpoint => endpoint

export const webhooks = [
  post('/v1/webhook_endpoints', 'WebhookEndpointCreateParams', creating, (world, params) =>
    createEndpoint(world, params),
  ),
  get('/v1/webhook_endpoints', 'WebhookEndpointListParams', paging, ({ store }, params) =>
    page(store.all('webhook_endpoint').map(shown), params, '/v1/webhook_endpoints'),
  ),
  get('/v1/webhook_endpoints/:id', 'WebhookEndpointRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    shown(store.get('webhook_endpoint', id)),
  ),
  post('/v1/webhook_endpoints/:id', 'WebhookEndpointUpdateParams', updating, (world, params, [id = '']) =>
    update(world, params, id),
  ),
  del('/v1/webhook_endpoints/:id', 'WebhookEndpointDeleteParams', {}, (world, _params, [id = '']) => {
    world.store.get('webhook_endpoint', id)
    world.store.drop('webhook_endpoint', id)
    return { id, object: 'webhook_endpoint', deleted: true }
  }),
]

const listing = { ...paging, ...created, type: text(), types: many(text(), 20), delivery_success: flag() }

export const events = [
  get('/v1/events', 'EventListParams', listing, ({ store }, params) =>
    page(
      store.all(
        'event',
        ({ type, pending_webhooks: pending }) =>
          (!params.type ||
            type === params.type ||
            (params.type.endsWith('*') && type.startsWith(params.type.slice(0, -1)))) &&
          (!params.types || params.types.includes(type)) &&
          (params.delivery_success === undefined || params.delivery_success === (pending === 0)),
      ),
      params,
      '/v1/events',
    ),
  ),
  get('/v1/events/:id', 'EventRetrieveParams', {}, ({ store }, _params, [id = '']) => store.get('event', id)),
]
