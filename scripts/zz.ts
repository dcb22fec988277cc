import { recordings } from './recordings.ts'
import { readChatCompletionStream, accumulate, toChunks, toEventStream } from '@chat-completion/stream'
import { safeParseChatCompletion } from '@chat-completion/validators'
import { completionToWire } from '@chat-completion/core'
import { isDeepStrictEqual } from 'node:util'
const count:Record<string,number>={}; const ex:Record<string,string[]>={}
const hit=(k:string,id:string)=>{count[k]=(count[k]??0)+1; (ex[k]??=[]).length<3&&ex[k].push(id)}
const enc=new TextEncoder()
let t=performance.now()
for (const {id,sse} of recordings('streams')) {
  const stream=readChatCompletionStream((async function*(){yield enc.encode(sse)})())
  const r=await stream.result()
  hit(r.status+' '+(r.error?.code??''),id)
  for(const p of r.repairs) hit('repair '+p.code,id)
  const strict=safeParseChatCompletion(completionToWire(r.completion),{mode:'strict'})
  if(!strict.success) hit('not strict '+strict.error.message.slice(0,90),id)
  const again=accumulate(toChunks(r.completion))
  if(!isDeepStrictEqual(again.completion,r.completion)) hit('law5 stream',id)
}
console.log('ms',performance.now()-t)
const strip=(c:any)=>{const d=structuredClone(c); for(const ch of d.choices) for(const tc of ch.message.toolCalls??[]) delete tc.index; return d}
for (const {id,body} of recordings('completions')) { const r=safeParseChatCompletion(body); if(!r.success) continue
  for (const by of ['word','character',7] as const){
  const again=accumulate(toChunks(r.value,{by}))
  if(!isDeepStrictEqual(again.completion,strip(r.value))) hit('law5 '+by,id)
  }
  const s=readChatCompletionStream(toEventStream(toChunks(r.value)))
  const e=await s.result()
  if(!isDeepStrictEqual(e.completion,strip(r.value))) hit('law5 sse',id)
  hit('comp '+e.status+' '+(e.error?.code??''),id)
}
for(const k of Object.keys(count).sort()) console.log(count[k],k,ex[k])
