import type * as Wire from '@chat-completion/core/wire'
import { fullCompletion } from './full-completion.ts'

export { fullCompletion }

const { choices, ...head } = fullCompletion
const [first, second] = choices as unknown as { message: Wire.ChatCompletionMessage }[]

export const fullMessage = first?.message as Wire.ChatCompletionMessage

/** A message whose content came in parts. */
export const partsMessage = second?.message as Wire.ChatCompletionMessage

/** A chunk that has every known key once. */
export const fullChunk = {
  ...head,
  object: 'chat.completion.chunk',
  obfuscation: 'aaaa',
  choices: choices.map(({ message, ...choice }) => ({
    ...choice,
    delta: {
      ...message,
      tool_calls: [
        {
          index: 0,
          id: 'call_1',
          type: 'function',
          function: { name: 'weather', arguments: '{"ci' },
          extra_content: { google: { thought_signature: 'abc' } },
        },
        { index: 1, type: 'custom', custom: { name: 'sql', input: 'sel' } },
      ],
    },
  })),
} as unknown as Wire.ChatCompletionChunk

const schema = { type: 'object', properties: { city_name: { type: 'string' } } }

/** A request that has every known key; the type makes sure of the top level. */
export const fullParams = {
  messages: [
    { role: 'developer', content: 'Be brief.', name: 'dev', configuration_update: { reasoning: { effort: 'low' } } },
    { role: 'system', content: [{ type: 'text', text: 'Be kind.', cache_control: { type: 'ephemeral' } }] },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Where?', prompt_cache_breakpoint: { mode: 'explicit' } },
        { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
        { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
        { type: 'file', file: { file_data: 'AAAA', file_id: 'file_1', filename: 'a.pdf' } },
        { type: 'input_video', video_url: { url: 'https://example.com/a.mp4' } },
      ],
    },
    fullMessage,
    { ...partsMessage, name: 'guide' },
    { role: 'tool', content: [{ type: 'text', text: '20' }], tool_call_id: 'call_1', name: 'weather' },
    { role: 'function', name: 'weather', content: null },
    { role: 'tomorrow', some_key: 1 },
  ],
  model: 'example/model',
  models: ['example/other'],
  max_completion_tokens: 9,
  max_tokens: 9,
  temperature: 0,
  top_p: 1,
  top_k: 1,
  top_a: 1,
  min_p: 0,
  frequency_penalty: 0,
  presence_penalty: 0,
  repetition_penalty: 1,
  seed: 1,
  stop: ['.'],
  logit_bias: { '50256': -100 },
  logprobs: true,
  top_logprobs: 2,
  n: 1,
  stream: true,
  stream_options: { include_usage: true, include_obfuscation: false },
  tools: [
    {
      type: 'function',
      function: { name: 'weather', description: 'Weather', parameters: schema, strict: true },
      cache_control: { type: 'ephemeral', ttl: '1h' },
    },
    {
      type: 'custom',
      custom: { name: 'sql', format: { type: 'grammar', grammar: { definition: 'a: "b"', syntax: 'lark' } } },
    },
    { type: 'openrouter:web_search', max_results: 3 },
  ],
  tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [{ type: 'function', some_key: 1 }] } },
  parallel_tool_calls: false,
  functions: [{ name: 'weather', description: null, parameters: schema }],
  function_call: { name: 'weather' },
  response_format: { type: 'json_schema', json_schema: { name: 'city', schema, strict: true } },
  verbosity: 'low',
  prediction: { type: 'content', content: [{ type: 'text', text: 'Paris', cache_control: null }] },
  modalities: ['text', 'audio'],
  audio: { format: 'wav', voice: { id: 'voice_1' } },
  image_config: { aspect_ratio: '1:1' },
  reasoning: { effort: null, max_tokens: 100, exclude: false, enabled: true, summary: 'auto' },
  reasoning_effort: 'low',
  include_reasoning: true,
  web_search_options: {
    search_context_size: 'low',
    user_location: { type: 'approximate', approximate: { city: 'Paris', country: 'FR', region: null, timezone: null } },
  },
  plugins: [
    {
      id: 'web',
      enabled: true,
      engine: 'exa',
      max_results: 3,
      search_prompt: 'Look',
      include_domains: ['example.com'],
      exclude_domains: [],
    },
    { id: 'file-parser', pdf: { engine: 'native' } },
  ],
  provider: {
    order: ['a'],
    only: ['a'],
    ignore: ['b'],
    allow_fallbacks: false,
    require_parameters: true,
    data_collection: 'deny',
    zdr: true,
    enforce_distillable_text: false,
    quantizations: ['fp8'],
    sort: { by: 'price', partition: 'model' },
    max_price: { prompt: 1, completion: '2' },
    preferred_max_latency: { p50: 1, p99: 2 },
    preferred_min_throughput: 10,
  },
  transforms: ['middle-out'],
  route: 'fallback',
  stop_server_tools_when: [{ type: 'step_count_is', step_count: 3 }],
  cache_control: { type: 'ephemeral' },
  prompt_cache_key: 'key',
  prompt_cache_options: { mode: 'implicit', ttl: '30m' },
  prompt_cache_retention: '24h',
  service_tier: 'auto',
  store: true,
  metadata: { user_topic: 'geography' },
  moderation: { model: 'omni', policy: { input: { mode: 'score' }, output: null } },
  safety_identifier: 'id',
  user: 'user_1',
  session_id: 'session_1',
  trace: {
    trace_id: 't',
    trace_name: 'n',
    span_name: 's',
    generation_name: 'g',
    parent_span_id: 'p',
  },
  debug: { echo_upstream_body: true },
} satisfies Record<keyof Wire.ChatCompletionCreateParams, unknown> as unknown as Wire.ChatCompletionCreateParams

export const fullErrorBody = {
  error: { message: 'No', code: 403, type: 'forbidden', param: 'model', metadata: { provider_name: 'Example' } },
  user_id: 'user_1',
  request_id: 'req_1',
} as unknown as Wire.ErrorBody
