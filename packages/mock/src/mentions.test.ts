import { expect, test } from 'vitest'
import { mentions } from './mentions.ts'

test.each([
  { name: 'a whole word', text: 'Say hi!', wanted: 'hi', isIn: true },
  { name: 'a part of a word', text: 'Is this it?', wanted: 'hi', isIn: false },
  { name: 'the beginning of a word', text: 'His weather', wanted: 'Hi', isIn: false },
  { name: 'a part of a word, then the word', text: 'this hi', wanted: 'hi', isIn: true },
  { name: 'another case', text: 'Say Hi!', wanted: 'hi', isIn: false },
  { name: 'some words', text: 'The capital of France?', wanted: 'capital of France', isIn: true },
  { name: 'a word with an accent', text: 'un théâtre', wanted: 'théâtre', isIn: true },
  { name: 'a word that an accent ends', text: 'cafe\u0301', wanted: 'cafe', isIn: false },
  { name: 'signs at the ends', text: 'a(b)c', wanted: '(b)', isIn: true },
  { name: 'signs that mean something to expressions', text: 'C:\\a+b? [x]', wanted: '\\a+b? [x]', isIn: true },
  { name: 'a script without spaces', text: '東京の天気は?', wanted: '天気', isIn: true },
  { name: 'a word of Korean, with a particle', text: '서울은 어디?', wanted: '서울', isIn: true },
  { name: 'an accent that is a character of its own', text: 'un cafe\u0301', wanted: 'caf\u00e9', isIn: true },
  { name: 'an expression', text: 'This', wanted: /HI/i, isIn: true },
  { name: 'an expression that remembers', text: 'hi', wanted: /hi/g, isIn: true },
])('$name: $isIn', ({ text, wanted, isIn }) => {
  expect(mentions(text, wanted)).toBe(isIn)
  expect(mentions(text, wanted)).toBe(isIn)
})
