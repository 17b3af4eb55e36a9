// What is shown. Text from people only ever becomes a text node.
const say = (message, value) => message.replace('#', () => value)
const count = (forms, n) => say(forms[+(n > 1)], n)

const make = (tag, properties, ...children) => {
  const element = assign(page.createElement(tag), properties)
  element.append(...real(children))
  return element
}
const press = (text, onclick, ariaLabel) => make('button', {type: 'button', onclick, ariaLabel: ariaLabel || text}, text)
const said = text => make('span', {dir: 'auto'}, text)

// Drawn again only when what it shows has changed
const draw = (id, data, build) => {
  const box = $(id)
  const mark = pack(data || 0)
  if (box.mark == mark) return
  box.mark = mark
  const wanted = real(build())
  // What stays where it was costs no layout
  for (const old of [...box.childNodes]) if (!wanted.includes(old)) old.remove()
  wanted.forEach((each, place) => each == box.childNodes[place] || box.insertBefore(each, box.childNodes[place]))
  box.hidden = !wanted[0]
}

const write = (id, text) => {
  const box = $(id)
  if (box.textContent != text) box.textContent = text
  box.hidden = !text
}

const groupOf = each => each.group ? say(words.group, each.group) + (each.group_name ? ' (' + each.group_name + ')' : '') : ''
const joined = parts => real(parts).join(' · ')
const placeOf = each => joined([each.round && say(words.round, each.round), groupOf(each)])
const headingOf = note => ((state || config).headings.find(each => each.key == note.heading) || {short: note.heading}).short
const quoted = note => note.text.length > 40 ? note.text.slice(0, 40) + '…' : note.text

// What the server has and what it has not heard yet, as one list
const views = () => {
  const found = new Map((state ? state.notes : []).map(note => [note.note, {...note, sign: note.mine ? 'ok' : ''}]))
  for (const each of [...received.values(), ...all('n:'), ...all('e:')]) {
    const id = each.note || each.id
    // What could not be kept is still in the field
    if (spare[prefix + 'n:' + each.id]) continue
    const view = {mine: true, ...each.of, ...found.get(id), ...each, id, note: id}
    view.sign = view.why ? 'fix' : received.has(each.id) ? 'ok' : 'here'
    found.set(id, view)
  }
  return [...found.values()].filter(view => !view.removed || view.after > time())
}

// The line that is there already, as long as nothing of it changes
const lineOf = (view, around) => {
  const mark = pack([view, around])
  const old = $(view.note) || {}
  return old.mark == mark ? old : assign(line(view), {mark, id: view.note})
}

const line = view => {
  if (view.removed) return make('li', {}, make('p', {}, words.gone), press(words.undo, () => restore(view)))
  const about = [headingOf(view), view.link_kind && '↳ ' + labels[view.link_kind], !isHere(view) && placeOf(view)]
  return make('li', {className: view.sign},
    make('div', {}, make('p', {dir: 'auto'}, view.star ? '★ ' : '', view.text),
      make('small', {}, joined(about) + ' ', view.sign && make('b', {}, say(labels[view.sign], view.why)))),
    view.mine && press(words.edit, () => edit(view), words.edit + ' ' + quoted(view)))
}

const earlier = note => {
  const answer = kind => press('↳ ' + labels[kind], () => aimAt({note, kind}))
  return make('li', {}, make('details', {},
    make('summary', {}, said((note.star ? '★ ' : '') + note.text), make('small', {}, joined([placeOf(note), headingOf(note)]))),
    answer('extends'), answer('nuances'), answer('contradicts')))
}

const bar = (className, text, ...buttons) => make('div', {className}, said(text), ...buttons)

const bars = n => {
  const {here, messages, open} = state || {here: {}, messages: [], open: true}
  const awaited = state && !get('seat') && state.awaited
  const groups = awaited ? awaited.groups : []
  const seen = get('seen') || []
  const message = messages.filter(each => !seen.includes(each.id)).pop()
  const sit = (text, each) => press(text, () => {
    keep('seat', {...each, round: awaited.round})
    render()
    retry()
  })
  const asks = groups[1] ? words.which : groups[0] ? say(words.seated, groupOf(groups[0])) : awaited && say(words.people, awaited.round)
  const found = real([
    link == 'lost' && bar('bad', words.lost + (n ? ' ' + count(words.still, n) : ''), n && press(words.save, save)),
    (!box || Object.keys(spare)[0]) && bar('bad', words.unkept),
    !open && bar('bad', words.closed),
    asks && bar('ask', asks + (here.group ? ' ' + say(words.until, groupOf({group: here.group})) : ''),
      ...groups[1] ? groups.map(each => sit(groupOf(each), each)) : [sit(words.yes, groups[0] || {group: null})]),
    message && bar('ask', '✉ ' + message.text, press('✕', () => {
      keep('seen', [...seen, message.id].slice(-99))
      render()
    }, words.dismiss))
  ])
  draw('bars', [message, found.map(each => each.textContent)], () => found)
}
