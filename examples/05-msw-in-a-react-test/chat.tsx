// A component that asks a model and shows the answer as it comes. Its test puts a mock in place of the network; it knows nothing of that.
//   Here:   npm run example 05
//   Yours:  npm install react react-dom @chat-completion/http
//           npm install --save-dev @chat-completion/fixtures @chat-completion/mock @testing-library/react jsdom msw vitest
//           npx vitest run
import { createClient } from '@chat-completion/http'
import { type ReactElement, useState } from 'react'

// An endpoint of your own server, as in examples 07 to 11: a key in a web page is everybody's.
const client = createClient({ baseUrl: new URL('/v1', location.href).href, maxRetries: 0 })

export function Chat(): ReactElement {
  const [answer, setAnswer] = useState('')
  const [error, setError] = useState<Error>()
  const [isAsking, setIsAsking] = useState(false)

  async function ask(question: string): Promise<void> {
    setAnswer('')
    setError(undefined)
    setIsAsking(true)
    const stream = client.streamChatCompletion({ model: 'gpt-5-mini', messages: [{ role: 'user', content: question }] })
    try {
      for await (const event of stream.events()) {
        if (event.type === 'text-delta') setAnswer((shown) => shown + event.text)
      }
    } catch (error) {
      setError(error as Error)
    }
    setIsAsking(false)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        ask(String(new FormData(event.currentTarget).get('question')))
      }}
    >
      <label>
        Question <input name="question" required />
      </label>
      <button type="submit" disabled={isAsking}>
        Ask
      </button>
      <output>{answer}</output>
      {error && <p role="alert">{error.message}</p>}
    </form>
  )
}
