// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// What `livewallctl report` answers, asked of DuckDB:  node duckdb.mjs FILE THREADS
// Prints one line of JSON: the lists as [eid, count], the purchases of each hour as [start, count],
// and the seconds from opening the file to the last answer.
import { DuckDBInstance } from '@duckdb/node-api';

const [file, threads] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();

async function rows(sql) {
  const result = await connection.runAndReadAll(sql);
  return result.getRows().map((row) => row.map(Number));
}

const begin = performance.now();
await connection.run('SET preserve_insertion_order = false');
await connection.run(`
  CREATE TABLE purchase AS
  SELECT id, epoch_ms(time) AS ms, eid, country, currency,
         CAST(amount * 100 AS BIGINT) AS minor, status = 'accepted' AS accepted
  FROM read_json('${file}', format = 'newline_delimited', columns = {
    id: 'VARCHAR', time: 'TIMESTAMP', eid: 'BIGINT', country: 'VARCHAR',
    amount: 'DECIMAL(18, 2)', currency: 'VARCHAR', status: 'VARCHAR' })`);
const [[newest, received]] = await rows('SELECT max(ms), count(*) FROM purchase');
// The hour is the 3600 seconds that end with T's own, the day the 1440 minutes.
const hour = `ms // 1000 > ${Math.floor(newest / 1000) - 3600}`;
const day = `ms // 60000 > ${Math.floor(newest / 60000) - 1440}`;
const top = (where) =>
  rows(`
    SELECT eid, count(*) AS purchases
    FROM (SELECT DISTINCT id, eid, minor, currency FROM purchase WHERE accepted AND ${where})
    GROUP BY eid ORDER BY purchases DESC, eid LIMIT 10`);
const answers = {
  hour: await top(hour),
  hour_excluding: await top(`${hour} AND country NOT IN ('se', 'fi')`),
  day: await top(day),
  hours: await rows(`
    SELECT ms // 3600000 * 3600 AS start, count(*)
    FROM (SELECT DISTINCT id, ms FROM purchase WHERE accepted) GROUP BY start ORDER BY start`),
};
const seconds = (performance.now() - begin) / 1000;
console.log(JSON.stringify({ seconds, received, ...answers }));
