import { readChatCompletionStream } from '@chat-completion/stream'
const make = (i:number)=>({id:'chatcmpl-9rptYUzCq325KNkyiJPLQbEGkqeEz',object:'chat.completion.chunk',created:1722617896,model:'gpt-4o-2024-05-13',service_tier:'default',system_fingerprint:'fp_4e2b2da518',choices:[{index:0,delta:{content:' token'+(i%100)},logprobs:null,finish_reason:null}],obfuscation:'abcdefghijklmnopqrstuvwxyzabcdefghijklmno'})
const N=40000
const texts=Array.from({length:N},(_, i)=>`data: ${JSON.stringify(make(i))}\n\n`)
texts.push('data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n','data: [DONE]\n\n')
const bytes=new TextEncoder().encode(texts.join('')); console.log(bytes.length/N)
function source(size:number){ let at=0; return new ReadableStream<Uint8Array>({pull(c){ if(at>=bytes.length) return c.close(); c.enqueue(bytes.subarray(at,at+=size)) }}) }
async function floor(size:number){ const d=new TextDecoder(); let rest=''; let n=0; const r=source(size).getReader(); for(;;){ const {done,value}=await r.read(); if(done) break; rest+=d.decode(value,{stream:true}); const parts=rest.split('\n\n'); rest=parts.pop()!; for(const p of parts){ if(p!=='data: [DONE]'){ JSON.parse(p.slice(6)); n++ } } } return n }
async function drain(size:number){ const r=await readChatCompletionStream(source(size)).result(); if(r.status!=='complete') throw r.error }
async function iterate(size:number){ const s=readChatCompletionStream(source(size)); let n=0; for await(const c of s) n++; await s.result() }
async function events(size:number){ const s=readChatCompletionStream(source(size)); let n=0; for await(const c of s.events()) n++; await s.result() }
for (const size of [16384,512]) { const t:Record<string,number[]>={}; for(let r=0;r<9;r++) for(const f of [floor,drain,iterate,events]){ const s=performance.now(); await f(size); (t[f.name]??=[]).push(performance.now()-s) } 
 const med=(k:string)=>t[k]!.sort((a,b)=>a-b)[4]!; const fl=med('floor'); for(const k in t) console.log(size,k,(med(k)/N*1000).toFixed(2),'us', (fl/med(k)).toFixed(2)) }
