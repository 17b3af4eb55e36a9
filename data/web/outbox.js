// What waits until the server has said that it has it. Kinds: 'notes' are kept as n:ID, 'edits' as e:ID.
const device = get('device') || newId()
keep('device', device)
// What is sent of anything; what is exported of a note are the first ten
const columns = ('id table round group heading text star link_to link_kind written_at ' +
  'device notes edits note was removed on').split(' ')
let state = get('state')
let link = 'connecting' // then online, offline, or lost: the address is no longer valid
let batchSize = 20
let failures = 0
let timer, isBusy, isAsked, lastMark
// What the server has taken since it was last asked what it has
const received = new Map()

const pending = () => all('e:').filter(edit => !edit.why)
const seated = () => get('seat') || (state ? state.here : {})
const cell = () => {
  const {round, group} = seated()
  return {round, group}
}

const forget = each => drop((each.note ? 'e:' : 'n:') + each.id)

const toSend = kind => {
  if (kind == 'notes') return all('n:').filter(note => !note.why)
  const seen = []
  return pending().filter(edit => {
    const note = get('n:' + edit.note)
    const isNext = !note && !seen.includes(edit.note) && !(edit.after > time())
    // One change of a note at a time: the next one builds on it
    seen.push(edit.note)
    // What was refused and then removed goes nowhere
    if (note && note.why && edit.after < time()) [note, edit].forEach(forget)
    return isNext
  })
}

const waiting = () => new Set([...all('n:').filter(note => !note.why), ...pending()].map(each => each.note || each.id)).size

const ask = async (path, body) => {
  const stop = new AbortController()
  const limit = setTimeout(() => stop.abort(), 10000)
  const options = {cache: 'no-store', signal: stop.signal}
  if (body) {
    assign(body, {device})
    assign(options, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: pack(body, columns)})
  }
  try {
    const answer = await fetch(config.base + path, options)
    if (answer.status == 200) return await answer.json()
    throw answer
  } finally {
    clearTimeout(limit)
  }
}

const settle = (sent, why) => {
  const name = (sent.note ? 'e:' : 'n:') + sent.id
  const kept = get(name)
  if (!kept) return
  if (!why) {
    received.set(kept.id, kept)
    drop(name)
  } else if (kept.text == sent.text && kept.heading == sent.heading) {
    // Otherwise it was corrected meanwhile in another tab
    keep(name, {...kept, why})
  }
  told(kept, why)
}

// Sends one batch; whether there may be another one
const send = async kind => {
  const batch = []
  let size = 0
  for (const each of toSend(kind)) {
    size += pack(each).length
    if (batch.length && (size > 20000 || batch.length >= batchSize)) break
    batch.push(each)
    if (kind == 'notes') assign(each, {table: state.table}, each.round == undefined && cell())
  }
  if (!batch.length) return false
  let answer
  try {
    answer = await ask('/' + kind, {[kind]: batch})
  } catch (error) {
    if (![400, 413].includes(error.status)) throw error
    // One of them cannot be read: sent alone, each shows whether it is the one
    if (batchSize > 1) return batchSize = 1
    answer = {accepted: [], refused: [{id: batch[0].id, reason: words.unreadable}]}
  }
  let isHeard
  for (const each of batch) {
    const refused = answer.refused.find(one => one.id == each.id)
    if (!refused && !answer.accepted.includes(each.id)) continue
    settle(each, refused && refused.reason)
    isHeard = true
  }
  if (!isHeard) throw answer
  render()
  return true
}

const learn = found => {
  found.clock.state // an answer of something else is no answer
  // Notes that this page has already are left out
  state = {...state, ...found, at: time()}
  // Said when the server could not hear it, and meanwhile it waits for somebody else
  if (get('seat') && (!state.awaited || state.awaited.round != get('seat').round)) drop('seat')
  const mark = pack({...found, clock: found.clock.state})
  // Too big to be kept, it is only not there when this page opens without the server
  if (mark != lastMark && !keep('state', state)) delete spare[prefix + 'state']
  lastMark = mark
}

const poll = async () => {
  const known = [...received.keys()]
  learn(await ask('/state?device=' + device + '&queued=' + waiting() + '&has=' + (state ? state.tag : '')))
  known.forEach(id => received.delete(id))
  const seat = get('seat')
  if (!seat) return
  try {
    learn(await ask('/seated', seat))
  } catch (error) {
    if (![400, 409].includes(error.status)) throw error
  }
  drop('seat')
}

const wake = delay => {
  clearTimeout(timer)
  timer = setTimeout(run, delay)
}

const run = async () => {
  if (isBusy) return
  isBusy = true
  isAsked = false
  let pause = page.hidden ? 2e4 : 5e3
  try {
    let isOld = state
    if (!state) await poll()
    for (const kind of ['notes', 'edits'])
      while (await send(kind)) isOld = true
    batchSize = 20
    if (isOld) await poll()
    failures = 0
    link = 'online'
  } catch (error) {
    pause = Math.min(3e4, 1e3 * 2 ** failures++)
    link = [404, 421].includes(error.status) ? 'lost' : error.status == 429 ? 'online' : 'offline'
    if (error.headers) pause = 1e3 * error.headers.get('Retry-After') || pause
  }
  isBusy = false
  render()
  wake(isAsked && link == 'online' ? 0 : pause * (1 + Math.random() / 4))
}

// Whatever may have changed on the way
const retry = () => {
  isAsked = true
  failures = 0
  run()
}
