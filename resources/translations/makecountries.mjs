// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// Writes countries_sv.ts: the Swedish names of the countries of ../map/countries.tsv, as Unicode's
// CLDR has them (NOTICE). Node carries CLDR in its ICU:
//
//   node makecountries.mjs
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const names = new Intl.DisplayNames('sv', { type: 'region', style: 'short', fallback: 'none' })
const escaped = text =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\'', '&apos;')

const messages = readFileSync(join(here, '../map/countries.tsv'), 'utf8')
  .split('\n')
  .filter(line => line && !line.startsWith('#'))
  .map(line => line.split('\t'))
  .map(([code, , name]) => {
    const swedish = names.of(code)
    if (!swedish) throw new Error(`no Swedish name of ${code}`)
    return `    <message>
        <source>${escaped(name)}</source>
        <translation>${escaped(swedish)}</translation>
    </message>
`
  })
writeFileSync(join(here, 'countries_sv.ts'), `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sv_SE" sourcelanguage="en">
<context>
    <name>Country</name>
${messages.join('')}</context>
</TS>
`)
