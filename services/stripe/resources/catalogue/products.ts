import { del, get, post } from '../../core/api.ts'
import { invalid } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { created, page, paging } from '../../core/list.ts'
import { mergeMetadata, nothing, type Product } from '../../core/objects.ts'
import { flag, group, many, need, type Params, text, whole } from '../../core/shape.ts'
import type { World } from '../../core/world.ts'
import { search } from '../search.ts'
import { metadata } from '../shapes.ts'

const fields = {
  active: flag(),
  description: text(),
  images: many(text(), 8),
  marketing_features: many(group({ name: need(text(80)) }), 15),
  ...metadata,
  statement_descriptor: text(22),
  tax_code: text(),
  unit_label: text(),
  url: text(),
}

function createProduct(
  world: World,
  params: Params<typeof fields> & { id?: string | undefined; name: string },
): Product {
  if (params.id && world.store.find('product', params.id))
    throw invalid('Product already exists.', { code: 'resource_already_exists', param: 'id' })
  const now = world.now()
  return world.create('product', {
    id: params.id ?? newId('prod').slice(0, 19),
    object: 'product',
    active: params.active ?? true,
    created: now,
    description: params.description || null,
    images: params.images ?? [],
    livemode: false,
    marketing_features: params.marketing_features ?? [],
    metadata: mergeMetadata({}, params.metadata),
    name: params.name,
    statement_descriptor: params.statement_descriptor || null,
    tax_code: params.tax_code || null,
    type: 'service',
    unit_label: params.unit_label || null,
    updated: now,
    url: params.url || null,
    ...nothing('default_price', 'package_dimensions', 'shippable', 'tax_details'),
  })
}

const updating = { ...fields, name: text(), default_price: text() }

function updateProduct(world: World, params: Params<typeof updating>, id: string): Product {
  const product = world.store.get('product', id)
  if (params.default_price) world.store.get('price', params.default_price, 'default_price')
  const text = (given: string | undefined, before: string | null | undefined) =>
    given === undefined ? (before ?? null) : given || null
  const after: Product = {
    ...product,
    active: params.active ?? product.active,
    default_price: text(params.default_price, product.default_price),
    description: text(params.description, product.description),
    images: params.images ?? product.images,
    marketing_features: params.marketing_features ?? product.marketing_features,
    metadata: mergeMetadata(product.metadata, params.metadata),
    name: params.name || product.name,
    statement_descriptor: text(params.statement_descriptor, product.statement_descriptor),
    tax_code: text(params.tax_code, product.tax_code),
    unit_label: text(params.unit_label, product.unit_label),
    url: text(params.url, product.url),
  }
  const changed = JSON.stringify(after) !== JSON.stringify(product)
  return changed ? world.update('product', { ...after, updated: world.now() }) : product
}

const listing = { ...paging, ...created, active: flag(), ids: many(text()), url: text() }

export const products = [
  post(
    '/v1/products',
    'ProductCreateParams',
    { ...fields, id: text(), name: need(text(250)) },
    createProduct,
  ),
  get('/v1/products', 'ProductListParams', listing, (world, params) =>
    page(
      world.store.all(
        'product',
        ({ active, id, url }) =>
          (params.active === undefined || active === params.active) &&
          (!params.ids || params.ids.includes(id)) &&
          (!params.url || url === params.url),
      ),
      params,
      '/v1/products',
    ),
  ),
  get(
    '/v1/products/search',
    'ProductSearchParams',
    { query: need(text()), limit: whole(1, 100), page: text() },
    (world, params) =>
      search(world.store.all('product'), params, '/v1/products/search', [
        'active',
        'description',
        'name',
        'url',
      ]),
  ),
  get('/v1/products/:id', 'ProductRetrieveParams', {}, ({ store }, _params, [id = '']) =>
    store.get('product', id),
  ),
  post('/v1/products/:id', 'ProductUpdateParams', updating, (world, params, [id = '']) =>
    updateProduct(world, params, id),
  ),
  del('/v1/products/:id', 'ProductDeleteParams', {}, (world, _params, [id = '']) => {
    if (world.store.all('price', ({ product }) => product === id).length > 0)
      throw invalid('This product cannot be deleted because it has one or more user-created prices.')
    return world.remove('product', world.store.get('product', id))
  }),
]
