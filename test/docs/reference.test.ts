import { writeFileSync } from 'node:fs'
import { test } from 'vitest'
import { keysReference } from './reference/keys.js'
test('keys', () => { writeFileSync('/tmp/d9/keys.md', keysReference()) })
