/* oxlint-disable max-lines -- a list */
/**
 * What people choose most: the passwords of 8 characters and more from the frequency list of zxcvbn, which counts leaked ones,
 * some that are common in China, and words of 5 to 7 letters that people put digits behind. In small letters.
 *
 * The list of zxcvbn (https://github.com/dropbox/zxcvbn) has this licence:
 *
 * Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc.
 *
 * Permission is hereby granted, free of charge, to any person obtaining
 * a copy of this software and associated documentation files (the
 * "Software"), to deal in the Software without restriction, including
 * without limitation the rights to use, copy, modify, merge, publish,
 * distribute, sublicense, and/or sell copies of the Software, and to
 * permit persons to whom the Software is furnished to do so, subject to
 * the following conditions:
 *
 * The above copyright notice and this permission notice shall be
 * included in all copies or substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND,
 * EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
 * MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
 * NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
 * LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION
 * OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION
 * WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
!qaz2wsx %%passwo 0.0.0.000 0000000000o 007james 01011900 01011910 01011950 01011960 01011961 01011970 01011971
01011972 01011973 01011974 01011975 01011976 01011977 01011978 01011979 01011980 01011981 01011982 01011983 01011984
01011985 01011986 01011987 01011988 01011989 01011990 01011991 01011992 01011993 01011994 01011995 01011999 01012000
01012001 01012010 01012011 01020304 0102030405 010203040506 01021990 01031985 01031988 01031989 01041985 01041988
01061986 01061990 01071986 01081989 01091987 01091989 01121986 01121988 013cpfza 01478520 0147896325 0192837465
02011971 02011975 02011980 02011981 02011982 02011983 02011984 02011985 02011986 02011987 02011988 02011989 02021971
02021973 02021976 02021979 02021981 02021982 02021983 02021984 02021985 02021986 02021987 02021988 02021989 02021990
02031970 02031973 02031974 02031975 02031977 02031978 02031979 02031980 02031981 02031982 02031984 02031985 02031986
02031987 02031988 02031989 02041972 02041973 02041974 02041975 02041976 02041977 02041978 02041979 02041980 02041981
02041982 02041983 02041984 02041985 02041986 02041987 02041988 02041989 02051970 02051972 02051973 02051975 02051976
02051977 02051978 02051980 02051981 02051982 02051983 02051984 02051985 02051986 02051987 02051988 02051989 02061971
02061972 02061974 02061976 02061977 02061980 02061982 02061983 02061984 02061985 02061986 02061987 02061988 02061989
02071971 02071975 02071976 02071978 02071979 02071980 02071981 02071982 02071983 02071984 02071986 02071987 02071988
02071989 02081970 02081973 02081974 02081976 02081977 02081980 02081982 02081983 02081984 02081985 02081986 02081987
02081988 02081989 02091971 02091973 02091975 02091976 02091977 02091980 02091981 02091983 02091984 02091985 02091986
02091987 02091989 02101973 02101976 02101977 02101979 02101981 02101983 02101984 02101985 02101986 02101987 02101988
02101989 03031986 03041986 03041991 03082006 04041988 04041991 05051985 05051987 05051989 06061986 063dyjuy 07071977
07071987 07091990 07831505 08031985 08031986 08051990 08081988 08121986 08154711 08522580 085tzzqi 09051945
0987654321q 0o9i8u7y 10011986 10011990 100200300 10031988 10051987 10071987 10101986 10101990 10203040 1020304050
102030405060 10293847 1029384756 10inches 11001001 11051987 11051990 11061985 11081989 11111111 1111111111zz 111111aa
1111122222 11112222 1111aaaa 1111qqqq 11121314 11121986 11122233 111222333 11223344 1122334455 112233445566 11223344q
11235813 1123581321 11924704 12011987 12021988 12031985 12031987 12051988 12121985 12121990 12131415 1213141516
1223334444 12233445 12312312 123123123q 123123321 12312345 123123qwe 1232323q 12332112 123321123 123321456 123321qwe
12340987 12344321 12344321q 1234509876 12345123 12345432 123454321 1234554321 12345612 123456123 12345654321
123456654321 12345666 12345671 12345677 12345678 123456789 1234567890 12345678900 12345678900987654321 1234567890a
1234567890q 1234567890s 1234567890z 1234567891 12345678910 123456789123 1234567899 123456789987654321 123456789a
123456789abc 123456789d 123456789g 123456789k 123456789l 123456789m 123456789n 123456789o 123456789p 123456789q
123456789qaz 123456789qqq 123456789qwe 123456789qwerty 123456789r 123456789s 123456789v 123456789w 123456789x
123456789z 12345678a 12345678c 12345678q 12345679 1234567a 1234567aa 1234567q 1234567u 1234567z 12345687 123456987
123456aa 123456ab 123456abc 123456as 123456asd 123456qaz 123456qq 123456qqq 123456qw 123456qwe 123456qwerty 123456ru
123456zxc 12345abc 12345asd 12345qaz 12345qwe 12345qwer 12345qwert 12345qwerty 12345trewq 12345zxcvb 12347890 12348765
12349876 1234abcd 1234asdf 1234kekc 1234qwer 1234qwerty 1234rewq 1234rmvb 1234zxcv 123581321 12365478 123654789
12369874 123698741 123698745 123789456 123asd123 123hfjdk147 123masha 123mudar 123qaz123 123qq123 123qwe123 123qwe321
123qwe456 123qweas 123qweasd 123qweasdzxc 123qwert 123qwerty 124578963 12e3e456 12locked 12monkey 12qw12qw 12qw34er
12qwaszx 12qwerty 12s3t4p55 13021990 13031987 13041987 13041988 13061986 13121985 1314520520 13243546 13245768
132465798 134679258 134679852 13572468 13576479 1357908642 1357911q 13579246 135792468 1357924680 135797531 135798642
14021985 14021986 14061991 14111986 14725836 147258369 14785236 147852369 14789632 147896321 147896325 14881488
15011987 15021985 15051981 15051990 15101986 151nxjmt 15426378 154ugeiu 159357159 159753123 159753456 159753852
159875321 16051987 16051989 16121987 17011987 17051988 17061988 17171717aa 18011987 18061990 18091985 18121812
18273645 18436572 18821221 19061987 19101987 19283746 192837465 19391945 19411945 19844891 19877891 19933991 1a2a3a4a
1a2a3a4a5a 1a2b3c4d 1a2b3c4d5e 1a2s3d4f 1a2s3d4f5g 1asshole 1basebal 1charlie 1diamond 1footbal 1fuckyou 1hxboqg2
1jennife 1letmein 1michael 1million 1mustang 1passwor 1password 1patrick 1q2q3q4q 1q2q3q4q5q 1q2w3e4r 1q2w3e4r5
1q2w3e4r5t 1q2w3e4r5t6y 1qa2ws3ed 1qay2wsx 1qaz!qaz 1qaz2wsx 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw2 1qazxsw23edc
1qazzaq1 1qw23er4 1thunder 1william 1x2zkg8w 1z2x3c4v 1z2x3c4v5b 20031987 20051988 20061988 20091988 20091991 20111986
20spanks 21011989 21031987 21031988 21031990 21051988 21051991 21101986 21125150 2112rush 22011988 22021986 22021989
22031984 22041987 22041988 22061941 22071986 22334455 22446688 23021986 23041987 23049307 23176djivanfros 23skidoo
24011985 24061986 24111989 243462536 24681012 246813579 25031987 25041988 25081988 25091987 25121987 25251325 25800852
25802580 26031988 26061987 27061988 27731828 28011987 28021990 28021992 28041987 29011985 29051989 29071983 2sexy2ho
2w3e4r5t 2wsx3edc 2wsxcde3 2wsxzaq1 30031988 30041986 30051985 31011987 31415926 314159265 321456987 32165498
321654987 3216732167 326159487 333666999 33rjhjds 34523452 369258147 369852147 380zliki 383pdjvl 3edc4rfv 3edcvfr4
3rjs1la7qe 3stooges 43046721 43211234 44332211 44445555 44magnum 45m2do5bs 48151623 4815162342 4904s677075 4r3e2w1q
4rfv3edc 4rfv5tgb 50spanks 51051051051 5201314520 541233432442 55556666 55832811 55bgates 5hsu75kpot 5tgb6yhn 5wr2i7h8
66613666 67camaro 68camaro 69213124 69camaro 73501505 74108520 74123698 741258963 74185296 741852963 74227422
748159263 7777777a 777888999 789123456 78945612 789456123 7894561230 78963214 789632145 789654123 7hrdnw23 7ugd5hip2j
890098890 89015173454 89231243658s 89600506779 8j4ye3uz 8phrowz622 8phrowz624 911turbo 918273645 9293709b13 963258741
96385274 963852741 987412365 98745632 987456321 987654321 987654321a 987654321q 99762000 99887766 a1234567 a12345678
a123456789 a123456a a1a2a3a4 a1a2a3a4a5 a1b2c3d4 a1b2c3d4e5 a1s2d3f4 a1s2d3f4g5 a7777777 aa123456 aaaa1111 aaaaaaa1
aardvark aassddff abc12345 abc123456 abcd1234 abcd12345 abcdefg1 aberdeen abgrtyu abigail1 abnormal abracada
abracadabra abrakadabra absolut abulafia acapulco access access12 access14 access99 accessno accord account1 aceshigh
achilles acidburn acidrain action acun3t1x adelphia adgjmptw adidas admin admin123 admin18533362 adminadmin
administrator adrenali adrenalin adventur aerosmit aerosmith aezakmi afrodita agent007 aggies agnieszka aikido
airborne airbus airforce airforce1 airplane akatsuki alabama alabama1 alaska alastair albatros albion alcatraz
alejandr aleksander aleksandr aleksandra alessand alessandro alex1234 alexande alexander1 alexandr alexandre alexandru
alexis alfarome alfaromeo algernon alhambra alibaba aliens aligator alkaline allalone allblack alleycat alligato
alligator allison1 allnight allsop allstars allstate alpacino alpha alpha123 alphabet alphaman alphaone alpine
alterego alucard amadeus amanda12 amanda18 amanda69 amarillo amateur amateurs amazon ambrosia america america1
amethyst amoremio amsterda amsterdam anabolic anaconda anakin anakonda analsex anarchy anastasi anastasiya anatoliy
andre123 andreas1 andrei andrew12 andrey andromed andromeda andyod22 anfield angel angel123 angel666 angeleye angelito
angelofwar angels anhyeuem animal anime anna2614 annamari annemari another1 anteater antelope anthony1 anthony2
anthony7 antigone anton123 antonell antonio1 antonius antoshka anubis anuradha aolsucks apache apollo apollo11
apollo13 apple apple123 applepie apples aq1sw2de3 aqswdefr aquafina aqualung aquarius arabella arachnid aragorn
aragorn1 arcangel archange archangel architec argentin argonaut arhangel arizona arizona1 arjay armageddon armagedon
armani armstron arrowhea arschloch arsehole arsenal arsenal1 arsenalf arsenalfc art131313 artemis artofwar as123456
asd12345 asd123456 asd123asd asdasd asdasd123 asdasdas asdf1234 asdfasdf asdffdsa asdfg asdfg123 asdfg12345 asdfgh
asdfgh01 asdfgh12 asdfghj asdfghjk asdfghjkl asdfjkl asdfjkl; asdfqwer asdfzxcv asdqwe123 asdzxc ashley12 asmodeus
aspire aspirine assa1234 assassin assassins assclown assfuck asshole asshole1 assholes asslover assman assmaste
assmunch astalavista asterios asterix astonvil astonvilla astroboy astros atlanta atlanta1 atlantis atomic atreides
auburn augustin aurelius aussie austin austin12 austin31 austin316 australi autobahn avalanch avalanche avalon
avangard avatar avenger avenger1 awesome awesome1 azamat azerty azerty123 azertyui azertyuiop azsxdc azsxdcfv
azsxdcfvgb babemagn babemagnet baberuth babes babushka babybear babyblue babyboy babycake babycakes babydoll babyface
babygirl babygirl1 babygurl babylon babylon5 babylove backbone backdoor backlash backspac badabing badass badboy
baddog badger badkarma badlands badnaamhere baggins bagpipes bajingan baldrick baller balloon balloons balls ballsack
baltimor bambam banana bananas banderas bandit bangkok banker banshee baphomet baracuda barakuda barbados barbara1
barbarian barbie barcelon barcelona bareback barefeet barefoot baritone barkley barney barracud barracuda barselona
barsik bartende basebal1 baseball baseball1 basket basketba basketbal bassfish bassline bassman bastard bastard1
batman batman12 batman69 batman99 bayliner baywatch bcfields beachbum beagle beaner beanie bearcats beast beatles
beatles1 beautifu beauty beaver beavis beckham beckham7 beefcake beethove beetle behemoth bella123 bellagio bellevue
belochka bendover benessere bennett1 bentley1 bergkamp berlin berliner bernard1 bernhard besiktas bestfriend beszoptad
bethany1 bettyboo bettyboop bicycle bigballs bigbear bigbird bigblack bigblock bigboobs bigbooty bigboy bigbucks
bigbutts bigcock bigcocks bigdaddy bigdick bigdick1 bigdicks bigdog bigfoot bigfoot1 biggdogg biggie bigguy bigmac
bigman bigmoney bignasty bigone bigpenis bigpimpi bigpoppa bigpussy bigred bigsexy bigstick bigtime bigtits bigtits1
bigtruck bigwilly bikini billabon billabong billiard billy123 billybob billyboy billyjoe bingo binladen biohazard
bionicle birdie birdman birthday1 birthday21 birthday4 biscuit biscuit1 bisexual bismarck bismilla bismillah bitch
bitchass bitches biteme biteme69 bizkit blabla blablabl black123 blackass blackbel blackbelt blackber blackberry
blackbir blackbird blackbox blackboy blackcat blackcoc blackcock blackdog blackhaw blackhawk blackice blackie blackie1
blackjac blackjack blacklab blackops blackout blackrose blacks blackshe blacksta blacksun blacktop blacky blade
bladerun bladerunner blades blahblah blaster blaster1 blastoff blazer blessed blessed1 blessing blingbling blink182
blizzard blonde blondes blondie blondie1 blondinka bloopers blowfish blowjob blowjobs blowme blue1234 bluearmy
blueball bluebear bluebell blueberr bluebird blueboy bluedevi blueeyes bluefish bluegill bluegras bluejays blueline
bluemoon bluenose bluenote bluerose blues bluesky bluesman bluestar bobafett bobby123 bobcat bobdylan bobmarle
bobmarley bocephus boeing bogart bogdan bohica bollocks bollox bomber bondage bondage1 bondarenko bonefish bonehead
boner bones bonethug bonghits bonjour bonsai boobies booboo boobs boogaloo booger boogie bookcase bookmark bookworm
boomboom boomer boondock bootie bootneck boots booty borabora bordeaux boris123 borussia bosco boscoe01 bossman
bosstone boston bowler bowling boxing bradley1 brando brandon1 brandy brasil brasilia bravehea braveheart braves
brazil brazzers breakers breast breeze brendan1 brentfor bretagne brian123 brianna1 brighton bristol britney britney1
britneys bronco broncos broncos1 broncos7 broodwar brooklyn brother1 browndog browneye brownie browns brucelee bruins
bruno123 brutus bubba bubba123 bubbadog bubbas bubble bubblegu bubblegum bubbles bubbles1 buckeye buckeye1 buckeyes
buckshot buckster buckwhea budapest buddha buddy buddy123 buddyboy buddydog budlight budman budweise budweiser buffalo
buffalo1 buffalos buffett bugger bugsbunn bugsbunny bukowski bulldawg bulldog bulldog1 bulldog2 bulldogg bulldogs
bullet bullfrog bullhead bullseye bullshit bullwink bumblebe bungalow bunghole bunny buratino burger businessbabe
buster buster01 buster11 buster12 butch butter buttercu buttercup butterfl butterfly buttfuck butthead butthole
buttman buttocks buttons buttplug bynthytn byteme c3por2d2 cabbage cabernet cableguy cachondo cachorro cactus cadillac
cadr14nu caesar caitlin1 calamity calico caliente californ caligula calimero callisto callofduty camaro camaro69
camaross camaroz2 cambiami cambridg camel camelot camelot1 camels cameltoe cameron cameron1 canada canadien cancer
cancun candle candyass candycan candyman cannabis cannibal cannonda canon cantona cantona7 caonima123 capetown
capital1 capitals capoeira capone capricor capricorn capslock captain captain1 caramel cardinal care1839 carebear
carefree carlitos carnival carolina carpedie carpediem carpente carpet carrera carrot carthage cartman cartman1
cartoon cartoons casablan casablanca casanova caserta caseydog cashflow cashmone cashmoney casino casper cassandr
cassie castaway catdaddy catdog catfight catfish catfish1 catherin catlover catman catwoman cavalier caveman cbr600rr
cbr900rr ccbill cdtnjxrf cdtnkfyf cdznjckfd celestia celica celine cellphon celtic celticfc celtics celtics1 centauri
centrino centurion cerberus cessna cezer121 cfitymrf chainsaw challeng chamonix champ champagn champion champs
changeit changeme chaos characte charger charger1 chargers charisma charles1 charles2 charli charlie charlie1
charlie123 charlie2 charlie3 charlie5 charlie6 charlie9 charlies charlott charlton charly charmed charmed1 chaser
chatroom checkers checkmat cheerios cheerleaers cheers cheese cheetah chelsea chelsea1 chelsea2 chelseafc chemistr
cherokee cherries cherry cheshire chester chester1 chester2 chevelle chevrole chevrolet chevy chevy454 chevyman
chevys10 chevyz71 chewbacc chewbacca chewie cheyanne cheyenne chgobndg chicago chicago1 chicago2 chichi chicken
chicken1 chicken2 chickens chickenwing101 chicks chico chiefs chilidog chillout chimaera chinacat chipmunk chipper
chipper1 chivas choclate chocolat chocolate1 choochoo chopper chopper1 choppers chris123 chrisbln chrissy chrissy1
christ christia christin christma christof christop christophe christos christy1 chronic chrysler chubby chuckles
chucky churchil cidkid86 cigars cinder cinnamon citibank civilwar cjkysirj cjkywt cjrjkjdf clancy clapton clarinet
classic classic1 classics claudia1 claymore clemson clemson1 cleopatr clevelan clinton1 clipper clippers clitlick
clitoris close-up clover cnfybckfd cnjvfnjkju cobra cobra427 cocacola cocks cocksuck cocksucker coconut codeblue
coffee cohiba coldbeer coldfire coldplay collecti colleen1 college1 colombia colorado colors colossus colt1911
coltrane comanche combat123654 comicbook comicbookdb commande commando commodor compaq computer computer1 concorde
concrete condom condor connect connect1 connor consumer contortionist control1 cookie cookies cookies1 coolbean
cooldude cooler coolgirl coolguy coolhand coolio coolman coolness cooter copenhag copper corleone cornhole cornholi
corona corrado correcthorsebatterystaple cortland corvet07 corvette cosmo cosmos costaric costarica cosworth cougar
countach counterstrike country1 courtney1 coventry cowboy cowboys cowboys1 cowboyup coyote cracker cracker1 cracksevi
crazybab crazyman crazyzil creampie creamy creatine creative creepers crescent cricket cricket1 crimson crimson1
cristiano critter crjhgbjy crocodil cruise cruiser crunch crusader cruzazul crysis crystal1 ctdfcnjgjkm cthulhu cthutq
cthuttdyf cucumber cuddles culinary cumeater cumming cumshot cuntlick cunts cuntsoup cupcake cupcake1 curious cutiepie
cutlass cutter cvbhyjdf cvzefh1gkc cxfcnkbdfz cxfcnmt cxfcnmttcnm cyber cyberonline cybersex cyclone cyclones cyclops
cygnusx1 cynthia1 cypress dad2ownu daddy123 daedalus daffodil dagestan dagger dagobert daisy123 daisydog daisymae
dakota dalejr dallas dallas22 dallastx damage11 dammit damnit dancer danger dangerou danie daniel12 daniel123 daniela1
danielit daniil danila danni dannyboy danthema dapzu455 daredevi daredevil darkange darkangel darkjedi darkknight
darklord darkmoon darkness darkside darkstar darkwing darthmau darthvad darthvader dasha123 dashadasha davecole
david123 davidoff davids daydream daytona dbjktnnf dbrnjhbz dbrnjhjdbx deadhead deadlift deadman deadmeat deadpool
deadspin death123 death666 deathnote deathrow deborah1 deepblue deepthro deepthroat deerhunt deeznuts deeznutz
defender defiant defiant1 deftones delete delorean delpiero delta demon666 denali denis123 deniska depeche depechemode
derparol derrick1 desert designer desire deskjet desperad desperado destiny destiny1 destroye detectiv detroit
detroit1 deutschland devil devil666 devildog devildriver devilman devilmaycry devilmaycry4 devils dexter dfcbkbcf
dfcbkmtd dfkthbz dfkthf dfktynby dfktynbyf dfvgbh dgl70460 dhjnvytyjub diablo diamante diamond diamond1 diamonds
dickface dickhead dickless dicks dickweed diesel dietcoke digger digital digital1 digiview dilbert dilbert1 dildo
dilligaf dillweed dima1995 dima1996 dimensio dinamo dingdong dinosaur diogenes dipstick direwolf dirtbike dirtyboy
dirtydog discover disney divine dixiedog djgabbab dkflbckfd dkflbvbh dkflbvbhjdbx dkflbvbhjdyf doberman doctor dodger
dodgeram dodgers dodgers1 doggie doggy doggydog doggystyle doghouse dogman dogpound dolemite dollar dollface dolphin
dolphin1 dolphins doma77ns domainlock2005 domenico dominator dominic1 dominika dominion dominiqu domino donkey
dontknow doobie doodle dookie doomsday doorknob doraemon dortmund dothedew doughboy douglas1 downhill dracula drago
dragon dragon01 dragon10 dragon11 dragon12 dragon123 dragon13 dragon21 dragon22 dragon23 dragon66 dragon69 dragon76
dragon88 dragon99 dragonba dragonball dragonballz dragonfl dragonfly dragons dragons1 dragoon dragrace dragster
dreamcas dreamcast dreamer dreamer1 dreamers dreams driver drizzt drjynfrnt dropdead dropkick drowssap drpepper
drumline drummer drummer1 drummers dthjybrf dthyjcnm dtkjcbgtl dtxyjcnm dublin ducati ducati99 duchess duckhunt
duckling ducksoup duffbeer dumbass duracell durango durango1 duster dustydog dutchess dutchman dynamite dzxtckfd eagle
eagleeye eagleone eagles earnhard earthlin earthlink eastside eastwood eatme eatmenow eatmeraw eatpussy eatshit
eclipse eclipse1 edgewise edinburg eduard edwardss eeyore efbcapa201 eggplant eightbal eightball einstein ejaculation
ekaterina elaine22 elbereth elcamino eldiablo eldorado electric electron element element1 elephant eleven11 elisabet
elizabet elizaveta elvira26 elvis123 emachine emachines embalmer emerald eminem emmitt22 empire energize enforcer
engage engineer england1 enigma enter enter123 enternow enterpri enterprise envision epaulson epiphone erection
ericsson erotic escalade escorpio escort esperanz espresso essendon eternity ethernet euphoria europa evanescence
evangeli evangelion evenflow everest evergree everlast everques everquest everton everton1 evgeniya evildead evolutio
excalibu excalibur excellen exigen exigent exodus exploite explorer express express1 extreme eyecandy f00tball
f15eagle fabie fabienne fabregas fabric facefuck facial faggot failsafe fairlane fairview fakepass falcon falcon16
falcons falcons1 fallen fallout falstaff fandango fantasia fantasti fantasy fantasy1 fantomas farscape farside
farside1 fartripper fastback fastball fastcars faster fatass fatboy fatcat fatluvr69 fatman fatpussy favorite2
favorite5 favorite6 favorite7 favorite8 fcbayern fearless feather feathers federica feelgood fellatio fellowes fender
fernand ferrari ferrari1 ferrari2 ferrari3 ferret fetish feyenoord fffffff1 fgjrfkbgcbc fgtkmcby fhvfutljy ficken
fidelity fiesta figaro fightclu fightclub fighter filter finalfan finalfantasy finger fireball firebird fireblad
fireblade firefigh firefighter firefly firefox firehawk fireman fireman1 firestar firestor firestorm firetruc firewall
firework fishbone fishcake fisherma fisherman fishes fishface fishhead fishing fishing1 fishtank fistfuck fitness
fivestar fkbyjxrf fkmnthyfnbdf fktrcfylh fktrcfylhf fktrcfylhjdbx fktrcfylhjdyf fktrctq fktyeirf fktyjxrf flamengo
flames flamingo flapjack flash flashman flathead flatron fletch flexible flhtyfkby flintsto flipflop flipmode flipper
flipper1 flipside floppy florian florida florida1 flounder flower flowers1 fluffy flvbybcnhfnjh flyboy flyers flyers88
fnkfynblf followme foobar footbal1 football football1 footlove fordf150 fordf250 fordf350 fordtruc foreplay foreskin
forest forever forever1 forfun forgetit forklift formula formula1 forsaken fortuna fortune12 fortytwo fossil foucault
foxhound foxtrot foxtrot1 foxylady francesc francis1 francisc frank123 frankfur frankie1 franky frdfhbev freaks freaky
freckles fred1234 fredderf freddie1 freddy frederik free4all freebird freedom freedom1 freedom2 freedom7 freefall
freelove freeman1 freepass freeporn freestyl freetime freeuser freewill freiheit frenchie friday friday13 friends1
friendste friendster fright frisco frodo frogger froggy front242 frontera frontier frosty fruitbat fubar fuck_inside
fucked fuckedup fucker fuckers fuckface fuckfest fuckhead fuckher fucking fuckinside fuckit fucklove fuckme fuckme69
fuckmehard fuckmenow fuckoff fuckoff1 fuckshit fuckslut fuckthat fuckthis fuckyeah fuckyou fuckyou1 fuckyou123
fuckyou2 fugazi fujifilm fullback fullmoon funhouse funnyman funstuff funtime funtimes fusion fussball futurama
futyn007 fuzzball fyfcnfcbz fyfnjkbq fylhtq fylhtqrf fynjybyf fyutkbyf fyutkjxtr gabrie gabriel1 gabriell galactic
galadriel galatasaray galaxy galeries galina gallaries galore gambit gamecock gamecube gameover gametime gandalf
gandalf1 gandalf2 gangbang gangbanged gangsta gangster ganjaman ganjubas gannibal ganymede garden gardenia garfield
gargamel gargoyle garrett1 gateway gateway1 gateway2 gateways gator gatorade gators gbgbcmrf gbhfvblf gbpltw gearhead
geheim geibcnbr gemini gemstone general1 genesis genesis1 geneviev genius george12 georgia1 geraldin germany1 geronimo
gesperrt getalife getmoney getsdown getsome gfgfvfvf gfhfljrc gfhjkm gfhjkm12 gfhjkm123 gfhjkmgfhjkm gfhjkmxbr
gfhjkzytn gfhkfvtyn gfhnbpfy ghbdtn ghbdtn12 ghbdtn123 ghbdtnbr ghbdtnbrb ghbdtndctv ghbdtnghbdtn ghbdtnrfrltkf
ghblehjr ghblehrb ghbrjkbcn ghbrjkmyj ghbywtccf ghetto ghhh47hj7649 ghjcnbnenrf ghjcnj ghjcnjgfhjkm ghjcnjghjcnj
ghjcnjnfr ghjdthrf ghjnjnbg ghjnjrjk ghjuhfvvf ghjvtntq ghost ghostman ghostrid ghostrider ghtktcnm gianluca giants
gibsonsg gigabyte ginger ginger12 ginscoot ginuwine giorgi girfriend girls giveitup gizmo gizmo123 gizmodo gizmodo1
gjkbyf gladiato gladiator glendale glennwei glenwood gmoney gn56gn56 gnasher23 goalie gobigred goblin goblue gobrowns
godbless goddess godfathe godfather godislove godofwar godsmack godspeed godzilla gofish goforit gogators golden
goldeney goldeneye goldfing goldfinger goldfish goldmine goldrush goldstar goldwing golfball golfclub golfer golfing
golfing1 goliath gonefish gonzo goober good12345 good123654 goodfell goodfood goodgirl goodison goodlife goodluck
goodnews goodstuf goodtime goodtimes goodyear goofball google google12 google123 goose gooseman gopher gordon24
gorilla gorillaz gotcha gothic gotigers gotohell gotyoass govols grandpri grandprix granny grapeape grapes grasshop
graywolf greatone greatsex greedisgood green123 greenbay greenbud greenday greeneye greenman greens greentea greenwoo
gregory1 gremlin gremlins grendel greyhoun greywolf griffey grimlock gringo grizzly grizzly1 groovy groucho groupd2013
grumpy gsxr1000 gtfullam gtkmvtyb gtkmvtym gtnhjdbx gtxtymrf guardian guatemal guderian guesswho guillaum guillerm
guiness guinness guitar guitarra gulliver gundam gunner gunners gunsling gunsmoke gustav gy3yt2rgls gymnastic
gznybwf13 hacker hairball halflife halflife2 halfmoon halfpint hallo hallo123 hallowee hamburg hamburge hamlet
hammarby hammer hammerhe hammers hammers1 hamster handball handcuff handyman hannah hannibal hannover hansolo hansolo1
happines happy123 happyboy happyday happydays happydog happyman hardball hardcock hardcore hardcore1 harddick hardhead
hardon hardrock hardwood hardwork harley harley01 harry123 harrypot harrypotter hatteras hattrick hawaii hawaii50
hawaiian hawkeye hawkeye1 hawkeyes hawkwind hawthorn hayabusa hd764nw5d7e1vb1 headless headshot hearts heather1
heather2 heathers heaven hedgehog heineken heinlein hellbent hellfire hello hello123 hellohel hellokit hellokitty
hellomoto helloo hellothe helloworld helloyou hellraiser hellsing hellyeah helpdesk helpme hemicuda henderso hendrix
hendrix1 hentai herbie hercules herewego hermes hermione hernande hershey hershey1 hesoyam hetfield hfgcjlbz hhhhhhh1
hibernia hidden highbury highheel highland highlander highlife hihje863 hilfiger hillbill hillside hiphop history1
hithere hitler hitman hitman47 hjvfirf hjvfyjdf hobbes hobbit hockey hockey12 hogwarts holeinon holiday holiday1
hollydog hollywoo holyshit homebase homebrew homemade homepage homer123 homers homersim homerun honda hondacbr
hondacivic hondacrx honeybee honeybun honeydew hongkong honolulu hooker hooligan hoopstar hoopster hoosiers hooter
hooters hooters1 hopefull horizon horndog hornet horney horny hornyboy hornyguy hornyman horse horseman horsemen
horses hosehead hot2trot hotbabes hotboy hotchick hotdog hotgirls hotpants hotpussy hotrod hotsauce hotsex hotshot
hotstuff hottie hotwheel hounddog house123 housewife housewifes houston1 hrvatska htubcnhfwbz hugecock hugetits
hugoboss hulkster hummer hunter hunter01 hunter12 hunting hunting1 hurrican husker huskers huskers1 huskies hustler
hyperion ibanez ibill123 ibilljpf ibilltes icecream icehouse iceman iceman69 idontkno idontknow iforgot ignatius
iguana ihateyou ijrjkflrf ilikepie ilikesex illini illmatic illumina illusion iloveamy ilovegod iloveher ilovekim
ilovemom ilovemyself ilovepor iloveporn ilovepussy ilovesex iloveu iloveyo iloveyou iloveyou! iloveyou1 iloveyou2
ilya1234 ilya1992 imissyou immortal impala impalass imperator imperium implants imtheman incognito incubus indahous
india123 indiana indiana1 indianali indians indians1 indigo inferno infiniti infinity inflames insane insertion
insertions insomnia inspiron integra integra1 interacial intercourse internat internet internet1 intheass intrepid
intruder inuyasha invictus ireland1 irina irishman ironhead ironhors ironmaid ironmaiden ironman ironman1 isacs155
iseedeadpeople ishikawa iskander islander istanbul istheman italia italiano ivanov ivanova iverson iverson3 iwantsex
iwantu iwantyou izabella j3qq4h7h2v jabroni jackal jackass jackass1 jackoff jackson1 jackson2 jackson5 jacqueli
jadakiss jaguar jailbait jailbird jakester jamaica jamaica1 james007 james123 jamesbon jamesbond jamesbond007 jammer
january1 japanees jarhead jasmine jasmine1 jason123 jasper jayhawk jayhawks jazzman jbond007 jediknig jediknight
jedimast jeepster jefferso jeffrey1 jellybea jellybean jellyfis jemoeder jennife1 jennifer1 jericho jerkoff jeronimo
jerrylee jessica0 jessica1 jessica2 jester jesucrist jesus123 jesus777 jesuschrist jethro jiggaman jimbo jimbob
jimmy123 jiujitsu jledfyxbr johannes john1234 johncena johndeer johndeere johngalt johnmish johnpaul johnson1 joker
jokers jonathan1 jordan jordan12 jordan23 joseluis josephin joshua12 joystick jrcfyf juancarlo juggalo juice jumper
junebug jungle junior junkmail junkyard jupiter jupiter1 jupiter2 jurassic just4fun just4you justdoit justice justice1
justin12 justinbieber justme juventus kahuna kakaroto kakashka kaktus kamasutra kamehame kamikadze kamikaze kangaroo
kansas karaganda karamelka karate karina karolina kasparov kasper katana katarina katerina katharin katie123 katrin
katrina1 kawasaki kazanova kazantip kcchiefs kcj9wx5n keeper kelly001 kelly123 kenneth1 kennwort kenshin kenwood
kenworth kevin123 keyboard keystone keywest kfcnjxrf kfvgjxrf kickass kicker kickflip kicksass kikimora killbill
killemall killer killer12 killer123 killme killzone kimberle kingfish kingkong kingpin kingrich kingsize kingston
kinky kipper kirill kirill123 kisses kissme kissmyas kissmyass kitkat kitten kitty kitty123 kittycat kittykat
kjrjvjnbd klaster kleopatra klingon klondike klootzak knickerless knickers knicks knights knockers knopka knowledg
knuckles kochamcie kochanie kodiak kolobok komputer konfetka konstantin kordell1 koroleva koshka kostya kotenok
kovalenko krasnodar krasotka krishna kristen1 kristin1 krokodil ktyjxrf kukuruza kukushka kungfu kurosaki kusanagi
l58jkdjp! l8g3bkde labrador labtec lacrimosa lacrosse ladybird ladybug ladybug1 ladygaga laetitia laguna lagwagon
lakeland lakers lakers24 lakers32 lakeside lakewood lalakers lalaland lambchop lamborghini lancaste lancelot lancer
landrove landrover landscap lansing lapdance lapochka laptop laracrof laracroft larisa larry123 laserjet lasttime
lasvegas latino lavalamp lbfyjxrf leather leavemealone lebowski lebron23 ledzep leedsutd left4dead legacy legend
legion leglover legoland legolas leiceste lemmings lemonade lennon lenochka leonidas leopard lesbian lesbians lespaul
lestat letitrid letmein letmein1 letmein2 letmein22 letmein6 letmeinn letmeinnow letmesee letsdoit letsfuck letsgo
letsplay lexingky lexingto lexmark lfitymrf libertad liberty liberty1 licker lickit lickme licorice lifehack
lifeisgood lighthou lightnin lightning lights lilwayne limaperu limewire limpbizkit lincoln1 lindsay1 lindsey1
lineage2 lionhear lionheart lionking liquid littlebi littlema littleman liuchang livelife liverpoo liverpool
liverpool1 livewire lizard lizaveta ljxtymrf lobster lockdown lockerroom locoman0 logitech loglatin lokomotiv lol12345
lolipop lollipop lollol lollypop london london12 lonesome lonestar lonewolf longbeac longdick longdong longhair
longhorn longhorns longjohn longlegs longshot lookatme looker looser loredana losangel losangeles loser lost4815162342
lostsoul lotus123 love1234 love4ever lovecraf lovefeet lovehate loveit lovelife lovelove lovely loveme loveme89
lovepussy lover loverboy loverman lovers lovesexy lovetits loveyou loveyou1 loveyou2 lowrider lsutiger lthgfhjkm
lucas123 lucifer lucky lucky123 lucky777 luckyboy luckydog luckyman luckyone ludacris lunchbox luscious luv2epus
lvbnhbq lyudmila macarena macaroni macdaddy macgyver machine machoman macintos macintosh mackenzi macross madagaskar
madala11 maddie maddison maddog madhouse madison madison1 madman madmax madness madonna madonna1 maestro magellan
maggie magic magic123 magician magick magicman magnavox magnum magnus mahalkita maiden mailcreated5240 mailman
majestic makarova makaveli makeitso makemone makemoney maksim maksimka malaka malamute malcolm1 malibu malina malishka
mallard mallorca mallrats mama1234 mamacita mamapapa mamasita mammamia mamochka manager1 manchest manchester mandarin
mandingo mandolin mandrake manhatta maniac mannheim manson manunite manunited manutd manwhore mapet123456 maplelea
maradona marajade marathon marauder marbella marcello marcius2 marcopol margarit margosha maria123 marigold marijuan
marijuana marillio marina marine mariners marines marines1 marino marino13 mariposa marishka marissa1 mark1234
marketin marlboro marley marseill marseille martini martini1 maryjane masamune maserati mash4077 massive master
master01 master11 master12 master123 master99 masterbaiting masterbate masterbating masterkey mastermi mastermind
masturbation matador matchbox matematika matrix matthew1 matthew2 matthew7 matthias mattingl mature maurizio
maurolarastefy maverick maverick1 mavericks maxell maxima maximilian maximus maximus1 maxpayne maxpower maxwell
maxwell1 mayday mayhem mazafaka mazda323 mazda626 mazdarx7 mazdarx8 mazinger meandyou meatball meathead meatloaf
mechanic medicina megadeth megaman megamanx megapass megatron melanie1 melbourn melissa1 melissa2 mellon memorex
memphis memphis1 memyself meowmeow mephisto mercedes mercury mercury1 meridian merlin mersedes metal666 metalgear
metalica metallic metallica metallica1 metalman metropol mexico miami michael1 michael2 michael3 michael6 michael7
michael8 michael9 michaelj michele1 michelin michelle1 michigan mickey mickeymouse microlab microphone microsof
microsoft midget midnight mighty mike1234 mikey milamber milana milano milashka milena milenium milhouse milkyway
milleniu millenium millerli million1 millwall milwauke mima123456 mine2306 minecraft minidisc minime minimoni minnesot
minotaur mirage miranda1 miroslav mischief misfit misfit99 misiaczek mississi misskitt mister mistress mnbvcxz
mnbvcxz1 mobbdeep mobydick modelsne mojojojo molly123 mollydog moloko molson momoney momsanaladventure monaco monalisa
monday mondeo money money123 moneybag moneymaker moneyman moneys mongoose monique1 monitor monkey monkey11 monkey12
monkey123 monkey69 monkeybo monkeyboy monkeyma monkeyman monkeys monolith monopoly monster monster1 montagne montana
montana1 montecar montecarlo monterey montgom240 montreal montrose moocow mookie moomoo moonbeam moonligh moonlight
moonshin moonshine moonstar moose mooseman morkovka morozova morpheus morrigan morrisse morrowind mortgage morticia
mortimer moscow mostwanted motdepasse mother motherfu motherlode motocros motocross motorcyc motorola mounta1n
mountain mouse mousepad mozart mrbrownx mrbrownxx muaythai mudvayne muenchen muffdive muffin mulberry mulder
multiplelo multisyn multisync munchkin muppet murzilka muscle mushroom music123 musicman mustang mustang0 mustang1
mustang2 mustang3 mustang5 mustang6 mustang7 mustang8 mustang9 mustangg mustangs mybaby myfamily myfriend mylove
mymother mynameis mypass mypasswo mypassword mysecret myspace1 mysterio mystic myxworld nadezhda naked nancy123 napass
naruto naruto12 naruto123 nascar nascar24 nashvill nastenka nasty nastya nastyboy natali natalie1 nataliya natascha
natasha natasha1 natashka natedogg nathanie naughty naughty1 nautilus navigato navigator navyseal nazareth nbuhtyjr
ncc1701a ncc1701d ncc1701e ncc74656 nebraska needforspeed nemesis nemesis1 nemrac58 neptune netscape network1 nevada
neveragain nevermin nevermind nevermor nevermore newcastl newlife newlife1 neworder newpass newpass1 newpass6 newport
newport1 newports newproject2004 newstart newstyle newworld newyork newyork1 nfnmzyf nicetits nicholas1 nicola
nietzsch nigger nighthaw nightmar nightowl nightwin nightwish nikita nikita123 nikitina nikola nikolaev nikolaeva
nikolaus nimrod nineball nineinch niners ninja nintendo nipper nipple nipples nirvana nirvana1 nissan njdevils
nocturne nofear nokia nokia123 nokia3250 nokia3310 nokia5130 nokia5230 nokia5300 nokia5310 nokia5530 nokia5800
nokia6233 nokia6300 nokia6303 nokian70 nokian73 nolimit nolimit8 nolimit9 nolimits noname123 nonmembe nonrev67 noodle
noodles nookie nopass nopassword normandy northsta nosferat nosferatu nostromo notagain notebook nothing1 notredam
notredame nounours novifarm novikova nthvbyfnjh ntktdbpjh nudist nugget numbnuts nuttertools nwo4life nygiants nyjets
nyknicks nylons nymets nyyankee oakland obiwan oblivion obsidian oc247ngucz oceans11 octavian october1 october2
odysseus ohiostat ohiostate ohyeah oilers oksana oldman oldschool oliver olivetti olivier omega omegared omsairam
onelove onelove1 onepiece online onlyme open1234 opendoor opensesa opensesame openup operator optimist optiplex oracle
orange orange12 orange44 oranges orgasm oriflame orioles orion orlando1 oscar123 osiris outlaw outsider overkill
overlord oxford p0015123 p0o9i8u7 p455w0rd p4ssw0rd p@ssw0rd p@ssword pa55w0rd pa55word pacifica packard packard1
packer packers packers1 packers4 pacman painkiller paintbal paintball pakistan paladin paladin1 pallmall palmetto
palmtree panama panasoni panasonic panchito pancho panda pandora pandora1 panorama pantera pantera1 panther panther1
panthers panties panties1 pantyhos pantyhose panzer papabear papamama paperboy papercut paperino papichul papillon
paradigm paradise paradox paramedi paramedic paramore parlament parola parolparol parrot parsifal partizan pasadena
pascal pass1234 passat passcode passfind passion passion1 passions passmast passme passpass passport passthie passw0rd
passwerd passwor passwor1 password password! password0 password01 password1 password11 password12 password123
password1234 password2 password3 password4 password5 password6 password69 password7 password9 password99 passwords
passwort patches patches1 pathfind pathfinder patricio patrick1 patrick2 patrick9 patriot patriot1 patriots patrizia
patterso paulchen pavement pavilion payton34 peaceout peaches peaches1 peaches2 peanut peanuts pearljam pebbles
peekaboo peewee pegasus pegasus1 pencil pendrago penetrating penetration penguin penguin1 penguins penis pennstat
pennstate pennywis pennywise penthous pentium pentium1 pentium4 pepper pepper12 pepsi pepsi123 pepsicol pepsicola
pepsimax pepsione peregrin perfect1 perfecto pershing pertinant pervasive pervert pescator peter123 peterbil peterbilt
peternorth peterose peterpan petrovich peugeot pfchfytw phaedrus phantasm phantom phantom1 phantoms pharmacy pheasant
phialpha philippe philips phillies phillip1 philly phoenix phoenix1 phoenix2 photos phpbb phydeaux pi314159 pianoman
piazza31 picard picasso piccolo pickle pickles pickles1 pictuers piercing piglet pikachu pillow pimpdadd pimpdaddy
pimpin pimpster pineappl pineapple pinecone pinetree pinewood pingpong pinkfloy pinkfloyd pinnacle pioneer pioneer1
pipeline pippen pippen33 piramida piramide pirate pirates pistol pitbull pitchers pittbull pizza pizzahut pizzaman
pizzapie planet plastic plastic1 plastics platinum platypus playball playboy playboy1 playboy2 playboys player
player69 playmate playstat playstation playtime pleaseme plumber plymouth poison poiu0987 poiuyt poiuytrewq pokemon
pokemon1 pokemon12 pokemon123 polarbea polaris polaris1 polaroid police police22 polina polniypizdec0211 polska pompey
poncho pontiac pontiac1 poodle poohbear pookie pool6123 poontang pooper poophead poopie poopoo pooter popcorn popcorn1
popeye porkchop porn4life pornking porno pornographic pornos pornpass pornstar porsche porsche1 porsche9 porsche911
portland portugal poseidon positivo possum postal postov10 postov1000 potato powder power123 powerade powerboo
powermac powerman ppspankp prashant preacher precious precious1 predator prelude prelude1 presario presiden presto
preston1 prettygirl primetim primrose primus prince princes princesa princess princess1 princessa princeto principe
pringles printer priscill private private1 privet priyanka prodigy promethe prospero proverbs psychnau psychnaut1
psycho pufunga7782 pullings pumpkin pumpkin1 pumpkins punisher punkin punkrock puppies puppy puppydog pupsik puravida
purple pussie pussies pussy pussy123 pussy4me pussycat pussyeat pussyeater pussylicker pussylov pussylover pussyman
pussys putter pxx3eftp pyramid pyramid1 pyramids python q1234567 q123456789 q1234567890 q1q2q3q4 q1q2q3q4q5 q1w2e3r4
q1w2e3r4t q1w2e3r4t5 q1w2e3r4t5y6 q2w3e4r5 q8zo8wzq qawsed qawsedrf qawsedrftg qaz12345 qaz123wsx qazqaz qazwsx
qazwsx12 qazwsx123 qazwsxed qazwsxedc qazwsxedc1 qazwsxedc123 qazwsxedcrfv qazwsxedcrfvtgb qazxsw qazxsw12 qazxsw123
qazxsw21 qazxswed qazxswedc qazxswedcvfr qpwoeiruty qq123456 qqqq1111 qqqqqqq1 quality1 quant4307s quattro quicksilver
qw123456 qw12er34 qwaszx qwaszx12 qwaszx123 qwe123456 qwe123asd qwe123qwe qweasd qweasd123 qweasdzx qweasdzxc
qweasdzxc1 qweasdzxc123 qwedsazxc qweqwe qweqwe123 qwer1234 qwer4321 qwerasdf qwerasdfzxcv qwerfdsa qwert qwert123
qwert12345 qwertasdfg qwerty qwerty00 qwerty11 qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwerty123456789
qwerty13 qwerty21 qwerty22 qwerty66 qwerty77 qwerty777 qwerty78 qwerty99 qwertyasdfgh qwertyu qwertyu1 qwertyu8
qwertyui qwertyuio qwertyuiop qwertz qwertzui qwerzxcv r2d2c3p0 r2d2c3po r4e3w2q1 rabbit racecar racerx racing
radiance radiohea radiohead radioman raffaele ragnarok raider raiders raiders1 rainbow rainbow1 rainbow6 rainbows
raindrop rainyday raistlin rambler rammstei rammstein ramses ramstein ranchero random ranger ranger01 ranger21
ranger99 rangers rangers1 raptor rapunzel rascal rasengan rasputin rasta220 rastaman raven ravens raymond1 razdvatri
razorbac rb26dett rbhbkk rctybz rdfhnbhf ready2go realdeal realmadrid realtime reaper rebbyt34 rebecca1 rebel rebels
reckless red12345 redalert redbaron redbeard redbirds redbull reddevil reddog reddrago reddragon reddwarf redgreen
redhead redhead1 redheads redhot redlight redman redneck redneck1 redrum redshift redskins redsox redsox04 redstorm
redtruck redwing1 redwings reebok reloaded remingto renault renegade repytwjd repytwjdf rerehepf rereirf rerfhfxf
rerfhtre rescue retard review69 reviewpa revival47 revoluti revolver rfgbnjirf rfhbyf rfhfufylf rfhfvtkmrf rfhfylfi
rfhjkbyf rfhlbyfk rfhnjirf rfnthbyf rfnthbyrf rfntymrf rfpfynbg rfrfirf rfrnec rfvfcenhf rhapsody rhbcnbyf rhbcnbyjxrf
rhfcfdbwf rhfcfdxbr rhfcjnrf rhjrjlbk rhtdtlrj ricardo1 riccardo richard1 richard2 rickster ricochet riffraff rightnow
ripper riverrat riversid rjdfktyrj rjhjktdf rjirfrgbde rjntyjr rjyatnrf rjycnfynby rktjgfnhf roadkill roadking
roadrunn roadrunner roadster robert12 roberto1 robinhoo robinhood robotech robotics rocheste rocker rocket rocketma
rocketman rockets rockford rockhard rocknrol rocknroll rockon rockport rockroll rocks rockstar rocky123 rockydog
roller rolltide roman123 romanova romashka rommel ronaldinho ronaldo ronaldo1 ronaldo7 ronaldo9 roodypoo rookie
rooster rooster1 roosters rootbeer rootedit rootroot rosebowl rosebud rosebud1 rosewood rotten rotterda rottweil
rovers royals rsalinas rt6ytere rubber rulez runescape runner rush2112 rushmore ruslan russell1 russia russian7 rustam
rustydog saab9000 sabbath sabine sabres sabrina1 safari sailboat sailfish sailing sailing1 sailor sailormoon saints
sakura salamand salamander salamandra salasana salmon saltanat saltydog salvatio salvator samadams samantha samantha1
samiam sammy123 sammyboy sammydog sampson1 samson samsung samsung1 samsung2 samurai samurai1 sandiego sandman sandman1
sandrine sandro sandrock sandy123 sandydog sanity72 santacru saopaulo sapphire sarah123 sarajevo sarasota saratoga
sasha123 sasha_007 sassy satan satan666 satana666 satellit satriani saturn sausage sausages save13tx saxophon sayang
sayangku scania scarecro scarface scarface1 scarlet schastie scheisse schlampe schnuffi scimitar scirocco scooby
scooby12 scoobydo scoobydoo scooter scooter1 scooter2 scooters scorpio scorpio1 scorpion scorpions scotch scotland
scott123 scotty scrabble scrapper scrappy scream screamer screwyou scribble scruffy scruffy1 scubadiv scully seagrave
seagulls seahawks seahorse sealteam seamus searcher seattle seattle1 sebastia sebastie sebastien secret secret12
security seductive seeker segblue2 seinfeld select seminole semperfi senators senha123 sensatio sentinel sephirot
sephiroth septembe sepultura seraphim serega serendip serenity sergbest sergei sergey sersolution server service1
sesame seven777 sevenof9 sexlover sexmachine sexsex sexsexse sexslave sexual sexy1234 sexybabe sexybaby sexybitch
sexygirl sexylady sexymama sfgiants shado shadow shadow01 shadow11 shadow12 shadow123 shadow13 shadow69 shaggy shalom
shaman shamrock shaney14 shania shannara shannon1 shaolin shark sharks sharky shasta shaved shazam sheepdog shelby
shemale shemales sherlock sherman1 shevchenko shiloh shinigami shitface shitfuck shithead shitty shogun shooter
shooter1 shorty shotgun shotgun1 shotokan showboat showme showtime shredder sidekick sideshow sidewind siemens
siemens1 sierra sigmachi silicone silver silver12 silverad silverado silverfo simba simon123 simple simpson1 simpsons
sinatra sinbad sinfonia singapor sinister sinner sirius sithlord sixers sixtynin sixtynine sk84life sk8ordie skateboa
skateboard skater skeeter skeeter1 skeletor skidoo skiing skinhead skinny skipper skipper1 skippy skittles skorpion
skydive skydiver skyline skyline1 skypilot skytommy skywalke skywalker slacker slacking slamdunk slapnuts slappy
slapshot slave slaveboy slayer slayer66 slayer666 sleepy slick slider slimed123 slimshad slimshady slipknot slipknot1
slipknot666 slippery slowhand sluts slutty smackdow smackdown smallville smartass smarties smashing smeghead smegma
smile123 smiles smiley smirnoff smirnova smith123 smitty smoke smoke420 smokedog smoker smokeweed smokey smokin smooth
smoothie smudge smuggles snake snakeman snakes snapper snapple snapshot snatch sneakers snickers sniper snoogans
snoopdog snoopdogg snoopy snowball snowbird snowboar snowboard snowflak snowflake snowman snowman1 snuggles sobaka
sobriety soccer soccer10 soccer11 soccer12 soccer13 soccer14 soccer15 soccer17 soccer22 sochi2014 socrates softball
softtail software sojdlg123aljg sokolova sokrates soldier soldier1 soleil solidsnake solitari solitude solnce
solnishko sommer sonechka songbird sonic sonnyboy sonyericsson sonyfuck sonyvaio sooners sooners1 sophie sopranos
sorcerer soso123aljg soulmate southpar southpark southpaw southsid southside spaceman spank spanking spankme spanky
sparhawk sparkle sparkles sparky sparta spartacu spartak spartan spartan1 spartan117 spartans speaker special1
specialk spectrum speedy spencer1 spider spiderma spiderman spiderman1 spidey spike spirit spitfire splash splatter
splinter spongebo spongebob spooky spoonman sportste spring springst sprint sprinter sprite sprocket spunky spurs
spyder spyglass squerting squirrel squirt srilanka srinivas stairway stalker stalker1 stallion stallone stamford
stampede stanislav stanley1 starbuck starbucks starcraf starcraft stardust starfire starfish starflee stargate
stargaze starligh starlight starlite starship start123 startrek starwars starwars1 stealth stealth1 steeler steeler1
steelers steelers1 steelhea stefano steinway stepanov stepanova steph stephani stephen1 sterlin steve123 stewart1
stickman sticks sticky stigmata stiletto stimpy stinger stinger1 stingray stinky stocking stocks stonecol stonecold
stones stonewal stoppedby storm stormy strange1 stranger strannik stratfor strawber strawberry straycat streaming
strider strike striker striker1 stripper stroller student1 studio54 studmuff stupid subaru sublime sublime1 submarin
subway success success1 suckcock suckdick sucker suckit suckme suckmydick sucks sugar sugarbea suikoden sultan summer
summer01 summer05 summer06 summer12 summer69 summer99 summerti summertime summit sundance sunday sunderla sundevil
sunflowe sunflower sunghile sunlight sunny123 sunnyday sunrise sunrise1 sunset sunshine sunshine1 super super123
superbee superbow superboy superdog superdup superfly supergirl superman superman1 supernov supernova superson
supersonic supersta superstar surfer surfing surfing1 surveyor survivor suzuki svetik svetlana svetlanka swallow
swallows sweetass sweethea sweetie1 sweetnes sweetness sweetpea sweets sweety swimmer swimming swinger swingers
swinging sword swordfis swordfish sycamore sydney sylvania sylveste syncmast syncmaster syracuse sysadmin system32
t34vfrc1991 tacobell tacoma taekwond taekwondo tagheuer tailgate tajmahal takamine take8422 takehana talisman tamerlan
tampabay tanechka tangerin tangerine tanker tarantul tardis target tarheel tarheel1 tarheels tarzan tashkent tattoo
tatyana taurus taylor12 tazdevil tazman tazmania tdutybq teacher teacher1 teamwork technics techno tecumseh teddy123
teddybea teddybear teens teiubesc tekken telecast telefon telemark telephon teleport televisi televizor temp1234
tempest temporar temppass temptress tenerife tennesse tennis tequiero tequila tequila1 terminat terminator terrapin
terriers terror test1234 tester testibil testing testing1 testing123 testpass testtest thailand thanatos thankyou
thebeast theboss thecat theclash thedoors theflash theforce thegame thegreat thejoker thekid theking thelast1 theman
thematri thematrix theone theraven therock therock1 thesaint thesims thetachi thething thetruth theworld thinkpad
thirdeye thirteen thisisit thisisme thissuck thomas01 thomas12 thorsten threesom thuglife thumbnils thumper thumper1
thunder thunder1 thunder2 thunderb thunderbird thunders tiancai123 tiberian tiberius tickle tickling ticklish ticktock
tiffany1 tiger tiger123 tigercat tigerlil tigerman tigers tigerwoo tigger tigger01 tigger12 tigger69 tightass timber
timelord timeport timothy1 timoxa94 tinker tinkerbe tinkerbell tinman tintin tiramisu titanic titanic1 titanium titans
titleist titlover titsnass titties tkbpfdtnf tokenbad tokiohotel tolkien tomahawk tomato tomcat tommyboy tommygun
tomservo tonyhawk toolshed tooltime toonarmy tooshort toosweet tootsie topcat topdog topgun topher topolino topper
topsecre topsecret toriamos tornado tornado1 toronto toronto1 tortoise toshiba toshiba1 tottenha tottenham touchdow
toughguy toulouse toyota tractor trader trader12 trafford trailers trance transam transam1 transexual transfor
translator transpor trashman travel traveler travelle treasure trebor treefrog trfnthbyf triangle tricky trident
trigger trigger1 trinitro trinitron trinity trinity1 triplets tristan1 triton triumph trixie trojan trojans trojans1
trombone trooper trooper1 troopers trouble trouble1 trousers truck trucker trucker1 truckers trucking trucks trueblue
truelove truffles trumpet trumpet1 trunks trustn01 trustno1 trustnoone tryagain tsunami tuesday tunafish tundra turbo
turkey turkey50 turtle tweety twilight twisted twister tyler123 typhoon ufhvjybz uhbujhbq ukflbjkec ultima ultimate
ultraman umbrella uncencored underdog undertak undertaker undertow unicorn unicorn1 universa universi unreal ursitesux
username usmarine usmc0311 usmc1775 usuckballz1 utahjazz utopia utyyflbq vacation vader vagabond vagina valdemar
valdepen valentin valentina valera valerie1 valeriya valhalla valkyrie valleywa vampire vampire1 vancouve vanessa1
vanguard vanhalen vanilla vanyarespekt vaseline vasilisa vatoloco vauxhall vaz21099 vector vectra vegas123 vegeta
vehpbkrf velvet vendetta venezuel venom121293 verbatim vergeten veritas verizon1 vermont vermont1 veronika vertigo
verygood vette vfczyz vfhbyf vfhbyjxrf vfhecz vfhnsirf vfhufhbnf vfhvtkfl vfitymrf vfksirf vflfufcrfh vfnbkmlf
vfntvfnbrf vfpfafrf vfrcbv vfrcbvec vfrcbvrf vfrfhjys vfvekz vfvfbgfgf vfvfgfgf vfvfvskfhfve vfvjxrf vfylfhby viagra
vibrator vicecity victoria1 victory victory1 viewsoni viewsonic viking vikings vikings1 viktor viktoria viktoriya
vincent1 violator violetta viper viper123 vipergts vipers virgin virginie vision vitalik vittorio vivitron vjhrjdrf
vjqgfhjkm vkontakte vlad1996 vlad1997 vladik vladimir vladislav vladvlad vodafone volkodav volkswag volkswagen volley
volleyba voltaire vonnegut voodoo vortex voyager voyager1 voyeur vqsablpzla vsjasnel12 vthctltc vulcan vyjujnjxbt
w1w2w3w4 wachtwoord waffenss wallace1 walleye walnut walrus wanderer wangyang wanker wapapapa warcraft warcraft1
warcraft3 wareagle warehous wargames warhamme warhammer warlock warlord warrior warrior1 warriors wasdwasd washingt
wassup water123 waterboy waterfal waterloo watermel watermelon waterpol waterpolo waterski wdtnjxtr weare138 weasel
webhompas webhompass webmaste webmaster websol76 websolutions wednesda weezer welcome welcome1 welcome123 welcome2
welkom01 wellcome wellhung wellingt werewolf weronika westbrom westcoas westcoast westham westham1 westlife westport
westside westwind westwood wetpussy wg8e3wjf whatever whatever1 whatisit whatthefuck wheels whiplash whiskers whiskey
whiskey1 whisper whistler whiteboy whiteout whitesox whitey whitney1 whocares whoknows whoopass whore whosyourdaddy
whynot wibble wicked wildbill wildblue wildcard wildcat wildcat1 wildcats wildfire wildrose wildwood william1 william2
william3 willow winchest windmill windows windows1 windstar windsurf wingchun wingzero winner winston winston1
winston2 winter winter12 winter99 wisconsi wisdom wishbone wizard woaini1314 woaini520 woaini521 woaiwojia wolfgang
wolfie wolfman wolfpack wolverin wolverine wolves wombat wonderboy wonderfu wonkette woodduck woodland woodstoc
woodstock woodwork woody woofwoof wookie wordpass worldcup wormwood wp2003wp wrangler wrestlin wrinkle1 wrinkles
wtpmjgda wutang x72jhhu3z xaccess2 xanadu xavier xboxlive xcountry xfiles xsw21qaz xsw23edc xthtgfirf xtreme yamaha
yamahar1 yamahar6 yankee yankees yankees1 yankees2 yardbird yaroslav ybrbnf ybrjkfq yeahbaby year2005 yellow yesterda
yfcntymrf yfnfif yfnfitymrf yingyang yjdsqgfhjkm yjdsqujl yogibear yomama yorkshir yorktown yosemite youandme yourmama
yourmom yousuck ytngfhjkz ytrewq ytrhjvfyn ytyfdbcnm yzerman z1x2c3v4 z1x2c3v4b5 zachary1 zanzibar zaphod zaq12345
zaq12wsx zaq1xsw2 zaq1xsw2cde3 zaqwsx zaqwsxcde zaqxsw zaqxswcde zaratustra zaxscdvf zcxfcnkbdf zenith zeppelin
zerocool zhanglei zhangwei zidane zigazaga zildjian zipper zolushka zombie zorro zvezda zxasqw12 zxc123456 zxcasd
zxcasdqwe zxcasdqwe123 zxcv1234 zxcvasdf zxcvb123 zxcvb12345 zxcvbn zxcvbnm zxcvbnm1 zxcvbnm123 zxcvbnmm zxcvvcxz
zz8807zpl zzzzzzz1
`
    .trim()
    .split(/\s+/),
);
