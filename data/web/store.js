// What this phone keeps: one key for each note and each change, so that two tabs never overwrite one another.
const page = document
const assign = Object.assign
const pack = JSON.stringify
const time = Date.now
const real = list => list.filter(Boolean)
const $ = id => page.getElementById(id)
const config = JSON.parse($('config').textContent)
// Sentences, by their places, and what is named by what the server says
const words = config.words
const labels = config.labels
const prefix = 'atelier:' + config.key + ':'
// What could not be kept: it lives as long as this page does
const spare = {}
let box = null

try {
  box = localStorage
} catch (blocked) {
  // Some browsers forbid even to look
}

const get = name => {
  try {
    return JSON.parse(spare[prefix + name] || box[prefix + name])
  } catch (damaged) {
    return null
  }
}

const drop = name => {
  delete spare[prefix + name]
  if (box) delete box[prefix + name]
}

// Whether it is kept for good; what the server said last makes room for what it has not heard yet
const keep = (name, value) => {
  const text = pack(value)
  for (const room of [0, 1]) {
    try {
      if (room) delete box[prefix + 'state']
      box.setItem(prefix + name, text)
      delete spare[prefix + name]
      return true
    } catch (full) {
      // Private windows, blocked storage, a full phone
    }
  }
  spare[prefix + name] = text
  return false
}

// Records whose name starts so, as old as their ids say
const all = start => real(Object.keys({...box, ...spare}).filter(key => key.startsWith(prefix + start)).sort()
  .map(key => get(key.slice(prefix.length))))

// A UUID of version 7: `crypto.randomUUID` is missing on a page of plain HTTP
const newId = () => {
  const begun = '0' + time().toString(16)
  const [a, b, c, d, e] = [...crypto.getRandomValues(new Uint16Array(5))].map(n => (n + 65536).toString(16).slice(1))
  return begun.slice(0, 8) + '-' + begun.slice(8) + '-7' + a.slice(1) + '-8' + b.slice(1) + '-' + c + d + e
}
