"""Writes w6.tsv: short unhappy sentences without danger, which look most like a crisis. `python unhappy.py > phrases/w6.tsv`

Written without a look at the test phrases; none of them is in it (train.py leaves out what is).
"""

import itertools
import random

TIRED_OF = "this|my job|studying|waiting|all these meetings|winter|cooking every day|being late|cleaning|the noise|my commute|arguing about money|this game|online dating|taking the bus|doing everything at the last minute|his excuses|these exams"
GO = "home|home now|home early today|back home|home and watch a film|to bed|to bed early|on holiday|outside|back to my old job|away for the weekend|somewhere warm|out tonight|somewhere else for lunch"
DID = "lied to me|let me down|cancelled on me|ignored my text|laughed at my haircut|left early|shouted at me because I was late|was rude to me|broke my phone|took the last piece|forgot me at the station|told my secret|blocked me|is mad at me|did not invite me|stood me up"
WHO = "my friend|my best friend|my sister|my brother|my boss|my coworker|my roommate|my teacher|my neighbour|my cousin|my boyfriend|my girlfriend|my mum|my dad|she|he|they"
HATE = "this weather|this week|my hair today|my commute|group projects|being sick|being ill|waiting|this city|the new timetable|my landlord|small talk|winter|moving house|my school|this exercise"
MOOD = "so done with today|so over this week|not in the mood|in a bad mood|having a bad day|having a rough week|so disappointed|so frustrated with this code|fed up with the trains|worn out after work|just tired today|a mess before my first coffee|bored to tears|sad that it is over|crying over a film|upset about the match|sick of rain|lonely on Sundays|down because of the weather|a bit low this week"
CANT = "stand the noise any more|find the motivation to study|keep up in class|focus|get anything done today|decide|relax|make it on Friday|fix it|get out of bed on Mondays|eat another bite|figure this out|stop eating chips|afford it|come tonight"
NIGHT = "last night|again|all week|because of the heat|because of the noise|because of the exam|before the interview|and now I am late|and have a meeting at nine|so I watched a series|thanks to the neighbours|after all that coffee|until three"
WORRY = "the exam|the deadline|my driving test|the move|the interview|money this month|my project|the presentation|the weather at our wedding|my plants|the results of the match|my cat at the vet|the new boss|what to wear|the flight"
BOSS = "gave me such a deadline|put me on the weekend shift|changed the plan again|did not say a word about my work|wants the report by tomorrow|moved the meeting to seven|rejected my holiday|gave my project to somebody else"


WORST = "worst day ever|worst day of the year|today was awful|what a terrible week|this week was horrible|everything went wrong today|nothing works today|my day was ruined|it was a disaster|I had the worst meeting|I feel awful after that pizza|I messed up the interview|I ruined the cake|I failed again, third time now|I lost again|I am such an idiot, wrong train|I embarrassed myself at work|I cried at the airport|I miss how it was last summer|I wish I had studied more|I wish I was on a beach|I wish it was Friday|I wish she would call|I just want some quiet|I just want my bed|I just want it to be weekend|I need a break|I need a break from social media|leave me alone, I am working|nobody understands this homework|nobody answers my mails|nobody told me it was cancelled|nobody listens in these meetings|no one came to the meeting|I have no energy today|I have had enough of this printer|I have had enough for today|I had enough of winter|why is everything so hard today|why does this always happen to me|why does nobody call back|I feel bad about what I said|I feel left out|I feel old|I feel so behind at school|I feel guilty for eating it|I do not feel like cooking|I do not feel like going out|I do not feel well, I think it is a cold|I do not want to get up|I do not want to go there|I do not want to do this homework|I do not want to see him tonight|I hate it here, the wifi is so slow|I hate my life, it is Monday again lol|take me home|I wanna go home, this party is boring|I want to go home, school is so long today|I want to leave this party|I want out of this contract|I want it to stop raining|I want this meeting to end|can this day end already|when will this week be over|I give up on dating apps|I give up on my diet|I am done with this book|I am done for today|I am done with him, he never texts back|I quit, this level is impossible"


def phrases() -> set[str]:
    found = {f"I am tired of {what}" for what in TIRED_OF.split("|")}
    found |= {f"I'm so tired of {what}" for what in TIRED_OF.split("|")}
    found |= {f"I want to go {where}" for where in GO.split("|")} | {f"I just want to go {where}" for where in GO.split("|")}
    found |= {f"I hate {what}" for what in HATE.split("|")}
    found |= {f"{start} {mood}" for start in ("I am", "I'm") for mood in MOOD.split("|")}
    found |= {f"I {cannot} {what}" for cannot in ("can't", "cannot") for what in CANT.split("|")}
    found |= set(WORST.split("|"))
    found |= {f"I {couldnt} sleep {night}" for couldnt in ("couldn't", "could not", "can't") for night in NIGHT.split("|")}
    found |= {f"I am {so}worried about {what}" for so in ("", "so ") for what in WORRY.split("|")}
    found |= {f"My boss {did} and I am {mood}" for did in BOSS.split("|") for mood in ("so stressed", "so annoyed", "worried")}
    pairs = [f"{who} {did}" for who, did in itertools.product(WHO.split("|"), DID.split("|"))]
    return found | set(random.Random(6).sample(pairs, 150))


for phrase in sorted(phrases()):
    print(f"n\t{phrase}")
