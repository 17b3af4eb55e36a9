// Shows what the server says the room is to see, twice a second, in letters as large as the window has room for.
const config = JSON.parse(document.getElementById('config').textContent)
const words = config.words
const find = id => document.getElementById(id)
let shown = null
let heard = Date.now()
let isGone = false
let drawn = ''

const put = (id, text) => {
  const place = find(id)
  if (place.textContent != text) place.textContent = text
  place.hidden = !text
}

// The largest letters, in pixels, in which a text stays inside its box
const fit = (box, text, least, most) => {
  let low = least
  let high = most
  for (let step = 0; step < 11; step++) {
    const size = (low + high) / 2
    text.style.fontSize = size + 'px'
    if (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1 || text.scrollWidth > box.clientWidth + 1) high = size
    else low = size
  }
  text.style.fontSize = Math.max(least, Math.floor(low)) + 'px'
  return box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1
}

const make = (name, text, parent) => {
  const one = document.createElement(name)
  one.textContent = text
  parent.append(one)
  return one
}

const line = (passage, above, place) => {
  if (passage.title && passage.title != above) make('h2', passage.title, place).dir = 'auto'
  const text = make('p', '', place)
  text.dir = 'auto'
  if (passage.lead) make('span', passage.lead, text)
  else text.className = 'bare'
  text.append(passage.text)
  if (passage.tail) make('i', passage.tail, text)
}

const fill = (place, passages) => {
  place.textContent = ''
  let above = ''
  for (const passage of passages) {
    line(passage, above, place)
    above = passage.title
  }
}

// All at once where that can be read from afar, otherwise page after page
const read = () => {
  const place = find('texts')
  const all = shown.passages
  const high = innerHeight
  const least = Math.max(18, Math.min(high * .042, innerWidth * .05))
  const most = Math.max(least + 1, high * .1)
  put('pages', '')
  fill(place, all)
  if (fit(place, place, least, most)) return
  const starts = [0]
  let first = 0
  for (let last = 1; last <= all.length; last++) {
    place.style.fontSize = least + 'px'
    fill(place, all.slice(first, last))
    if (place.scrollHeight > place.clientHeight + 1 && last - first > 1) {
      first = last - 1
      starts.push(first)
    }
  }
  const page = shown.turn % starts.length
  fill(place, all.slice(starts[page], starts[page + 1]))
  // One text that is longer than a page is written smaller
  fit(place, place, 10, most)
  put('pages', starts.length > 1 ? page + 1 + '/' + starts.length : '')
}

const goals = () => {
  const place = find('goals')
  place.textContent = ''
  for (const goal of shown.destinations) make('li', goal.text, place)
  place.hidden = !shown.destinations.length
}

const draw = () => {
  const isReading = !!shown.passages
  document.body.className = shown.tone + (isReading ? ' reading' : '')
  put('title', shown.title)
  put('subtitle', shown.subtitle)
  put('word', shown.word)
  put('caption', shown.caption)
  put('digits', shown.word && !isReading ? '' : shown.digits)
  put('instruction', isReading && shown.passages.length ? '' : shown.instruction)
  find('face').hidden = !shown.word && !shown.digits
  find('gauge').hidden = !shown.digits
  find('texts').hidden = !isReading
  goals()
  const high = innerHeight
  const heading = find('title').parentNode
  fit(find('band'), heading, 10, high * (isReading ? .06 : .08))
  const places = find('goals')
  places.className = ''
  if (shown.destinations.length && !fit(places, places, 14, high * .075)) {
    // A name that is longer than the window
    places.className = 'wraps'
    fit(places, places, 10, high * .05)
  }
  if (!find('instruction').hidden) fit(find('instruction'), find('instruction'), 12, high * (isReading ? .08 : .06))
  face()
  if (isReading) read()
}

// The digits keep their size while the time runs: they are as wide as before unless there is one more
const face = () => {
  const box = find('face')
  for (const id of ['word', 'digits']) {
    if (!find(id).hidden) fit(box, find(id), 12, innerHeight * .8)
  }
}

// What calls for measuring anew: everything but the time itself
const look = () => {
  const copy = Object.assign({}, shown, {share: 0, note: '', digits: shown.digits.length})
  if (!copy.passages) copy.turn = 0
  return JSON.stringify([copy, innerWidth, innerHeight])
}

const render = () => {
  if (!shown) return
  const now = look()
  if (now != drawn) {
    draw()
    drawn = now
  } else if (!find('digits').hidden) put('digits', shown.digits)
  find('filled').style.width = 100 * shown.share + '%'
  tell()
}

const tell = () => {
  const silence = Math.round((Date.now() - heard) / 1000)
  const isQuiet = isGone || silence > 4
  document.body.classList.toggle('quiet', isQuiet)
  put('note', isGone ? words.gone : isQuiet ? words.silent.replace('#', silence) : shown ? shown.note : '')
}

const poll = async () => {
  const stop = new AbortController()
  const limit = setTimeout(() => stop.abort(), 4000)
  let pause = 450
  try {
    const answer = await fetch(config.base + '/state', {cache: 'no-store', signal: stop.signal})
    isGone = answer.status == 404
    if (answer.status == 200) {
      const found = await answer.json()
      found.title.length // an answer of something else is no answer
      shown = found
      heard = Date.now()
    } else pause = Math.max(2000, 1000 * answer.headers.get('Retry-After'))
  } catch (error) {
    pause = 1000
  }
  clearTimeout(limit)
  render()
  tell()
  setTimeout(poll, document.hidden ? 2000 : pause)
}

addEventListener('resize', render)
poll()
