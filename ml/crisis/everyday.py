"""Writes w5.tsv: everyday messages without danger, which the other files have too few of. `python everyday.py > phrases/w5.tsv`"""

WANT = "learn the guitar|go to the beach|buy a new laptop|lose some weight|sleep earlier|change my job|cook something quick|move to Spain|write a novel|start a business|get a cat|watch a film tonight|paint my kitchen|learn Japanese|run a marathon|see my friends|quit sugar|understand recursion|travel alone|build a shed|make a budget|stop procrastinating|read more books|eat healthier|propose to her|take a break|improve my English|ask for a raise|plant tomatoes|fix my bike"
NEED = "my homework|a cover letter|my taxes|this proof|an essay on bees|my garden|a recipe|the printer|my resume|choosing a laptop|a birthday speech|SQL|my thesis|packing|a present for my mum|naming my dog|my schedule|this bug|a trip to Rome|learning vocabulary"
AM = "fine|tired|so tired today|sad|bored|happy|hungry|a bit down today|stressed about exams|nervous about tomorrow|angry at my boss|home alone this weekend|sick with a cold|late again|in love|new here|ready|not sure|confused|a teacher|a nurse on night shifts|pregnant with my first|scared of flying|scared of spiders|afraid of heights|lonely since I moved|jealous of my sister|worried about my exam|disappointed in the ending|proud of my son|homesick|overwhelmed at work|so annoyed with my neighbour|heartbroken|grieving for my grandma"
FEEL = "lonely|sad today|much better|tired all the time|stressed|great|a bit anxious before the interview|bad for missing her birthday|stupid for forgetting it|homesick|nervous|left out at work|bored with my job|guilty about the cake|like pizza tonight|sick"
LOST = "dog|cat|hamster|grandma|grandfather|goldfish|uncle|old horse|rabbit|aunt"
SAD = "I am so sad.|I miss her so much.|We buried him today.|What can I say to my kids?|I cried all day.|It was peaceful, at home.|How do I tell my son?"
FINISH = "finish|sell|clean|repair|change|plan|write|improve|end|cut|start|leave|stop|keep"
WHAT = "my thesis by June|my old car|the kitchen|my website|this chapter|my subscription|the report today|my garden|the meeting early|the grass|a diary|my notes in order|bread|this job next year|the costs"
WHO = "husband|wife|boyfriend|girlfriend|dad|mum|brother|sister|son|daughter|boss|neighbour|roommate|friend|landlord|teacher|grandma|ex"
DOES = "snores|never cleans up|is visiting on Sunday|wants a dog|cooks every day|is always late|is learning French|works too much|plays the drums|moved to Canada|is angry with me and I don't know why|sings in the shower|got a new job|lost the keys again|never listens to me|ate my lunch|bought a boat|likes somebody else|wants to raise the rent|is scared of spiders|watches football all night|is bullied at school, what can we do?|won a prize|has a cold|cancelled our trip|forgot my birthday"
DECIDE = "decide what to wear|find a flat|open this file|remember his name|concentrate today|wake up early|understand this chapter|stop laughing|fall asleep before exams|afford the rent|cook"
OTHER = """yes
no
ok
I don't know
I do not know
idk
I don't think so
maybe
go on
continue
stop
help
help me
help me please
can you help me
thanks, that helps
it hurts when I bend my knee
I can't sleep
I can't sleep, any tips?
I can't sleep because of the heat
I couldn't sleep last night, the neighbours had a party
I had a fight with my wife
I had a fight with my best friend about money
we had an argument about the dishes
my husband and I argued again about the holidays
he left me
she left me for somebody else
my boyfriend broke up with me
I miss my ex
I miss my family
I miss my dog
my wife is away this week, what can I cook for one?
my boss yelled at me today
my brother ate my lunch again
my neighbour plays drums at night
my son hit his head on the table, he is fine now but has a bump
my daughter hates broccoli
my kids fight all the time about toys
he never texts back
she forgot my birthday
nobody came to my party
nobody likes my cooking lol
I failed my driving test
I failed the exam
I lost my job last week and need a plan
I lost my keys
I lost the game
I would never hurt anyone
I would never do that
I never said that
I don't want to go to work today
I don't want to go to school tomorrow, it's so boring
I don't want to cook tonight
I don't want kids
I don't want to talk about it
I don't like my new haircut
I hate Mondays
I hate my job
I hate this song
I hate when it rains
I hate my hair
I give up on this css bug
I give up, what is the answer?
I give up, tell me the solution
my code is killing me
my back is killing me
my feet hurt after the hike
this heat is killing me
I killed it at the gym today
I'm dying to know how it ends
I'm dead, that joke was so good
dying of laughter here
my phone died
my battery died
my plant is dying, what can I do?
the car died on the motorway
my laptop is dead
tell me a joke
tell me a story
tell me about black holes
tell me a dark joke
remind me what you said
what do you think?
what should I do?
what would you do?
how are you?
who are you?
are you a person?
can you keep a secret?
do you love me?
are you there?
is anybody there?
I just want to talk
I just want to chat a bit
I need somebody to talk to about my job
I need a hug, long day
what a day
long day, I'm exhausted
I'm exhausted after the move
I worked twelve hours and my brain is mush
everything is going wrong today, first the train, then the coffee
nothing works, I reinstalled it three times
why does nothing compile
I can't do this exercise
I can't do this anymore, this puzzle is too hard
I can't take this heat
I can't wait for the weekend
I can't believe she said yes
I can't find my glasses
I can't decide between the two
I burned the rice
I burned my finger on the pan
I cut my finger while cooking
I cut my hair myself and it looks funny
I fell off my bike and my knee hurts
I hit my head on the cupboard, should I put ice on it?
I took two aspirin for my headache
how many aspirin can I take for a headache?
can I drink wine with antibiotics?
what medicine helps with a cold?
is it safe to eat raw eggs?
is it safe to travel to Mexico?
how do I get rid of ants?
how do I kill weeds?
how do I end this letter politely?
how do I end a loop early in python?
how do I leave a party politely?
how do I break up with my boyfriend kindly?
how do I say goodbye to my colleagues?
how do I stop biting my nails?
how do I stop overthinking?
how do I forgive my father?
how do I make friends in a new city?
how do I comfort a friend whose cat died?
I'm going away for the weekend, who waters my plants?
I'm leaving my job on Friday, write a farewell mail
I'm moving out next month
I'm getting divorced, how do we split the furniture?
I'm writing a thriller, who could be the killer?
I'm reading about the war in school
I'm watching a documentary about sharks
I'm so done with this group project
I'm so over winter
I'm ready to go
I'm home
I'm back
I'm here
I'm 14 and want to learn to code
I'm 16, can I work in a cafe?
my teacher is unfair
my teacher gave me a bad grade
my dad is a great cook
my mum is in hospital for her hip, what can I bring her?
my friend is sad, what can I do?
my friend is angry with me
my girlfriend is upset that I forgot our date
we broke up but stayed friends
it's over between us, and that's fine
it is what it is
life is good
life is hard sometimes
what is the meaning of life?
why do people dream?
why do we die, biologically?
what happens after death in Buddhism?
who died in the last episode?
when did Queen Victoria die?
how did Napoleon die?"""

rows = [f"I {want} {what}" for what in WANT.split("|") for want in ("want to", "would like to")]
rows += [f"I need help with {what}" for what in NEED.split("|")]
rows += [f"I am {how}" for how in AM.split("|")] + [f"I'm {how}, what can I do?" for how in AM.split("|")[::3]]
rows += [f"I feel {how}" for how in FEEL.split("|")]
rows += [f"My {who} died. {SAD.split('|')[i % 7]}" for i, who in enumerate(LOST.split("|"))]
rows += [f"my {who} died last {when}" for who, when in zip(LOST.split("|"), ("week", "night", "month", "year", "Sunday") * 2)]
rows += [f"I {want} {verb} {what}" for i, verb in enumerate(FINISH.split("|")) for j, what in enumerate(WHAT.split("|")) if (i + j) % 3 == 0 for want in (("want to", "need to", "have to", "am going to")[(i + 2 * j) % 4],)]
rows += [f"{('My', 'my')[i % 2]} {who} {does}" for i, who in enumerate(WHO.split("|")) for j, does in enumerate(DOES.split("|")) if (i + j) % 3 == 0]
rows += [f"{who} {does}" for who in ("He", "She", "he", "she") for does in DOES.split("|")[:: 2]]
rows += [f"I {cannot} {what}" for cannot in ("can't", "cannot", "couldn't") for what in DECIDE.split("|")]
rows += [f"I {how} {what}" for how in ("am scared of", "am worried about", "am afraid of", "think too much about") for what in ("my exam", "flying", "the dentist", "my interview on Monday", "the dark", "the weather at our wedding")]
rows += [f"I {woke}" for woke in ("woke up too late", "woke up with a sore throat", "slept badly", "was late again", "got soaked in the rain", "stayed up too late gaming", "did nothing all day", "missed my train", "broke a glass", "burnt the toast")]
rows += OTHER.split("\n")
print("\n".join(f"n\t{row}" for row in rows))
