// What this phone gives is kept here until the server has it; each time everything is said, so a retry is harmless.
const config = JSON.parse(document.getElementById('config').textContent)
const words = config.words
const find = id => document.getElementById(id)
const spare = {}
let box = null
let isKept = true

try {
  box = localStorage
} catch (blocked) {
  // Some browsers forbid even to look
}

const get = name => {
  try {
    return JSON.parse(spare[name] || box[name])
  } catch (damaged) {
    return null
  }
}

const keep = (name, value) => {
  const text = JSON.stringify(value)
  try {
    box.setItem(name, text)
    delete spare[name]
  } catch (full) {
    isKept = false
    spare[name] = text
  }
}

// A name of its own: nobody can tell which notes came from the phone that gave a dot
const deviceName = 'atelier:dots:device'
const givenName = 'atelier:dots:' + config.key
const newDevice = () => [...crypto.getRandomValues(new Uint8Array(16))].map(n => (n + 256).toString(16).slice(1)).join('')
const known = get(deviceName)
const device = typeof known == 'string' && known.length == 32 ? known : newDevice()
keep(deviceName, device)

let state = null
let link = 'wait' // then online, offline, or closed: the address leads nowhere any more
let why = ''
let failures = 0
let timer, later, isBusy, isAsked

const ideas = () => state ? state.tables.flatMap(table => table.ideas.map(idea => idea.note)) : []

// What people want here, as far as there is something to give to
const wanted = () => {
  const given = get(givenName) || (state ? state.mine : {})
  const found = {}
  for (const note of ideas()) {
    if (given[note] > 0) found[note] = given[note]
  }
  return found
}

const total = given => Object.values(given).reduce((sum, n) => sum + n, 0)

const isReceived = () => {
  const given = wanted()
  return !!state && ideas().every(note => (given[note] || 0) == (state.mine[note] || 0))
}

const ask = async (path, body) => {
  const stop = new AbortController()
  const limit = setTimeout(() => stop.abort(), 10000)
  const options = {cache: 'no-store', signal: stop.signal}
  if (body) Object.assign(options, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)})
  try {
    const answer = await fetch(config.base + path, options)
    if (answer.status == 200) return await answer.json()
    throw {status: answer.status, wait: +answer.headers.get('Retry-After')}
  } finally {
    clearTimeout(limit)
  }
}

const learn = found => {
  found.tables.length // an answer of something else is no answer
  state = found
}

const wake = delay => {
  clearTimeout(timer)
  timer = setTimeout(run, delay)
}

const run = async () => {
  isAsked = isBusy
  if (isBusy) return
  isBusy = true
  let pause = document.hidden ? 2e4 : 5e3
  try {
    learn(await ask('/state?device=' + device))
    if (!isReceived()) {
      const given = wanted()
      const answer = await ask('/dots', {device, given})
      learn(answer)
      why = answer.reason
      // What it has is what counts; said again the same would be refused again
      if (!answer.accepted && JSON.stringify(given) == JSON.stringify(wanted())) keep(givenName, answer.mine)
    }
    failures = 0
    link = 'online'
  } catch (error) {
    pause = Math.min(15e3, 1e3 * 2 ** failures++)
    if (error.status == 404 || error.status == 421) {
      link = 'closed'
      pause = 2e4
    } else if (error.status != 429) link = 'offline'
    if (error.wait) pause = 1e3 * error.wait
  }
  isBusy = false
  render()
  wake(isAsked && link == 'online' ? 0 : pause * (1 + Math.random() / 4))
}

const change = (note, more) => {
  const given = wanted()
  const number = (given[note] || 0) + more
  if (number < 0 || (more > 0 && total(given) >= state.each) || link == 'closed') return
  given[note] = number
  why = ''
  keep(givenName, given)
  render()
  clearTimeout(later)
  later = setTimeout(run, 400)
}

const make = (name, text, parent) => {
  const one = document.createElement(name)
  one.textContent = text
  parent.append(one)
  return one
}

const button = (text, label, note, more, parent) => {
  const one = make('button', text, parent)
  one.type = 'button'
  one.setAttribute('aria-label', label)
  one.onclick = () => change(note, more)
  return one
}

// The list is made anew only when it changes: a finger on its way down must find its button
let shown = ''
let rows = []
const list = () => {
  const text = JSON.stringify(state.tables)
  if (text == shown) return
  shown = text
  rows = []
  const place = find('ideas')
  place.textContent = ''
  for (const table of state.tables) {
    const heading = make('h2', table.label + ' ', place)
    heading.dir = 'auto'
    make('small', table.topic, heading)
    const items = make('ul', '', place)
    for (const idea of table.ideas) {
      const line = make('li', '', items)
      make('p', idea.text, line).dir = 'auto'
      const keys = make('div', '', line)
      const less = button('−', words.take.replace('#', () => idea.text), idea.note, -1, keys)
      const number = make('b', '', keys)
      const add = button('+', words.give.replace('#', () => idea.text), idea.note, 1, keys)
      add.className = 'add'
      rows.push({note: idea.note, line, less, number, add})
    }
  }
}

const tell = (text, kind) => {
  const place = find('status')
  if (place.textContent != text) place.textContent = text
  place.className = kind
}

const render = () => {
  if (state) {
    list()
    const given = wanted()
    const left = Math.max(0, state.each - total(given))
    for (const row of rows) {
      const mine = given[row.note] || 0
      row.line.className = mine ? 'mine' : ''
      row.number.textContent = mine
      row.less.setAttribute('aria-disabled', !mine)
      row.add.setAttribute('aria-disabled', !left)
    }
    find('none').textContent = rows.length ? '' : words.nothing
    find('left').textContent = left ? words.left[left > 1 ? 1 : 0].replace('#', left) : rows.length ? words.none : ''
    find('hand').textContent = '●'.repeat(left) + '○'.repeat(Math.max(0, state.each - left))
  }
  const done = isReceived()
  if (link == 'closed') tell(done || !state ? words.closed : words.lost, done ? '' : 'bad')
  else if (why) tell(why, 'bad')
  else if (link == 'offline') tell(words.offline, 'bad')
  else if (!done) tell(state ? isKept ? words.here : words.unkept : '', isKept ? '' : 'bad')
  else tell(total(state.mine) ? words.received : '', 'ok')
}

addEventListener('online', () => wake())
addEventListener('pageshow', event => event.persisted && wake())
addEventListener('storage', render)
document.addEventListener('visibilitychange', () => document.hidden || wake())
render()
run()
