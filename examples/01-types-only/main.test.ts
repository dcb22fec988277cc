import { expect, test } from 'vitest'
import { runExample } from '../test/start-example.ts'

// That a misspelled key does not compile is held by the `@ts-expect-error` in main.ts: without an error, it is one itself.
test('compiles, and leaves nothing of the types in the JavaScript', async () => {
  const script = await runExample('01')
  expect(script).not.toMatch(/import|chat-completion/)
  expect(script).toMatchInlineSnapshot(`
    "function requestFor(question) {
      return {
        model: "openai/gpt-5-mini",
        messages: [{ role: "user", content: question }],
        max_tokens: 200
      };
    }
    const misspelled = { model: "openai/gpt-5-mini", messages: [], max_token: 200 };
    async function ask(question, key) {
      const response = await fetch("https://openrouter.ai/api/v1/chat/completions", {
        method: "POST",
        headers: { "content-type": "application/json", authorization: \`Bearer \${key}\` },
        body: JSON.stringify(requestFor(question))
      });
      if (!response.ok) throw new Error(\`Cannot ask: status \${response.status}\`);
      const answer = await response.json();
      const content = answer.choices[0]?.message.content ?? "";
      return typeof content === "string" ? content : content.map((part) => part.type === "text" ? part.text : "").join("");
    }
    function isCutOff({ choices }) {
      return choices.some(({ finishReason }) => finishReason === "length");
    }
    export {
      ask,
      isCutOff,
      misspelled,
      requestFor
    };
    "
  `)
})
