// What people do on this page.
const form = $('form')
const field = form.elements.text
const star = form.elements.star
// What the form is about: {note, kind} when the next note answers an earlier one, {view} to correct one; what it held before
let aim = {}
// A note that this phone could not keep: its text stays in the field until it is received
let direct = null
let help = ''

const heading = key => {
  const choice = form.elements.heading || {}
  if (key) choice.value = key
  return choice.value
}
const isHere = note => pack(cell()) == pack({round: note.round, group: note.group})
const trouble = text => write('trouble', text)

const fill = (text, key, isStar) => {
  field.value = text
  heading(key)
  star.checked = isStar
}

const clear = () => {
  fill(aim.text || '', get('heading'))
  if (!aim.view) drop('draft')
  aim = {}
  trouble('')
  render()
}

const aimAt = found => {
  aim = found
  render()
  field.focus()
}

const edit = view => {
  const text = aim.view ? aim.text : field.value
  fill(view.text, view.heading, view.star)
  aimAt({view, text})
}

const told = (record, why) => {
  const isDirect = direct && direct.id == record.id
  $('told').textContent = say(why ? labels.fix : labels.ok, why)
  if (!isDirect) return
  direct = null
  if (why) {
    forget(record)
    trouble(say(labels.fix, why))
  } else if (field.value.trim() == record.text) clear()
}

// Changes a note: in place when it was refused, else as a change that is sent after it
const change = (view, found) => {
  const note = get('n:' + view.id)
  const isRefused = note && note.why
  const olds = all('e:').filter(each => each.note == view.id && (each.why || isRefused))
  const old = assign({}, ...olds)
  const {text, heading, star} = {...old, ...found}
  olds.forEach(forget)
  if (isRefused && !found.removed) {
    delete note.why
    keep('n:' + view.id, assign(note, JSON.parse(pack({text, heading, star})), found.cell))
  } else {
    const id = newId()
    keep('e:' + id, {id, note: view.id, of: {...view, why: undefined}, was: text && (old.was || view.text), text, heading, star, ...found})
  }
  clear()
  retry()
}

const remove = view => {
  change(view, {removed: true, after: time() + 5e3})
  setTimeout(retry, 5050)
}

const restore = view => {
  all('e:').filter(each => each.note == view.id && each.removed).forEach(forget)
  render()
}

const submit = event => {
  event.preventDefault()
  const text = field.value.trim()
  const key = heading()
  const view = aim.view
  if (!text) return field.focus()
  if ([...text.normalize()].length > 2e3) return trouble(words.long)
  if (!key) return trouble(words.choose)
  if (view) {
    const found = {cell: aim.cell}
    if (text != view.text) found.text = text
    if (key != view.heading) found.heading = key
    if (star.checked != view.star) found.star = star.checked
    return change(view, found)
  }
  if (direct && direct.text == text) return retry()
  const note = {
    id: newId(), ...cell(), heading: key, text, star: star.checked,
    link_to: aim.note && aim.note.note, link_kind: aim.kind, written_at: new Date().toISOString()
  }
  const isKept = keep('n:' + note.id, note)
  // On its way before anything is drawn
  retry()
  if (!isKept) direct = note
  else clear()
  render()
  field.focus()
  scrollTo(0, 1e6)
}

const save = () => {
  const {table} = state || config
  const rows = [...views().filter(view => view.mine && !view.removed), ...direct ? [direct] : []]
  const lines = rows.map(row => pack({...row, table}, columns.slice(0, 10)) + '\n')
  make('a', {href: URL.createObjectURL(new Blob(lines)), download: 'atelier-table-' + table + '.jsonl'}).click()
}

const callHelp = async () => {
  help = words.calling
  render()
  try {
    learn(await ask('/help', {on: !state.help.on}))
    help = ''
  } catch (error) {
    help = words.uncalled
  }
  render()
}

const tick = () => {
  if (!state) return
  const clock = state.clock
  const isStill = clock.state == 'paused'
  const left = Math.ceil(clock.remaining_s - (isStill ? 0 : (time() - state.at) / 1e3))
  const seconds = Math.abs(left)
  const shown = (left < 0 ? '+' : '') + Math.floor(seconds / 60) + ':' + ('0' + seconds % 60).slice(-2)
  write('clock', say(labels[clock.state] || (left < 0 ? words.over : words.left), shown))
  $('clock').className = isStill ? 'ask' : left < 0 ? 'bad' : ''
}

const render = () => {
  const n = waiting()
  const {view, note, kind} = aim
  const net = link == 'offline' ? n ? count(words.kept, n) : words.alone : labels[link] || ''
  write('net', net)
  $('net').className = link
  if (state) {
    write('cell', placeOf(seated()))
    write('step', state.rehearsal ? words.rehearsal : state.step ? state.step.label : '')
    write('topic', state.topic)
    write('question', state.question)
    $('asked').hidden = !state.question
    write('help', help || (state.help.answered ? words.coming : state.help.on ? words.called : words.help))
    draw('earlier', state.said, () => state.said[0] ? [make('summary', {}, say(words.earlier, state.said.length)), make('ul', {}, ...state.said.map(earlier))] : [])
  }
  bars(n)
  draw('aim', aim, () => [
    view ? said(words.editing) : note && said('↳ ' + labels[kind] + ' ' + say(words.quote, quoted(note))),
    view && view.sign == 'fix' && !isHere(view) && press(say(words.move, placeOf(cell())), () => aimAt({...aim, cell: cell()})),
    view && press(words.remove, () => remove(view)),
    (view || note) && press(words.cancel, () => view ? clear() : aimAt({}))
  ])
  const found = views()
  const {headings} = state || config
  const around = [cell(), headings]
  const chosen = heading()
  draw('headings', headings, () => headings.map(each => make('label', {},
    make('input', {type: 'radio', name: 'heading', value: each.key}), make('span', {}, each.short))))
  heading(chosen)
  draw('notes', [found, around], () => found.map(view => lineOf(view, around)))
  tick()
}

form.onsubmit = submit
// Not of the form: when the field is left too, what moves then would slip from under the finger
$('headings').onchange = () => {
  if (!aim.view) keep('heading', heading())
  trouble('')
}
field.onkeydown = event => event.key == 'Enter' && !event.isComposing && submit(event)
// Keyboards on a screen do not always tell which key it was
field.addEventListener('beforeinput', event => event.inputType == 'insertLineBreak' && submit(event))
field.oninput = () => {
  if (!aim.view) keep('draft', field.value)
  if (failures > 1) retry()
  trouble('')
}
$('help').onclick = callHelp
$('save').onclick = save
write('save', words.save)
form.hidden = false
onstorage = () => render()
ononline = retry
onpageshow = event => event.persisted && retry()
page.onvisibilitychange = () => page.hidden || retry()
onbeforeunload = () => direct && words.unkept
setInterval(tick, 500)
render()
fill(get('draft') || '', get('heading'))
retry()
