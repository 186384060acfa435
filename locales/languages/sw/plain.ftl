### Rasimu: haijapitiwa na mzungumzaji wa Kiswahili. / DRAFT: needs review by native speakers.

plain-title = Mashine inaamua nini juu yako
plain-decides-heading = Kinachoamuliwa
plain-decides = { $automation ->
    [human-decides] Mashine inatoa ushauri kwa uamuzi huu: { $purpose }. Mtu ndiye anayeamua.
    [human-can-override] Mashine inafanya uamuzi huu: { $purpose }. Mtu anaweza kuubadilisha.
    [automated] Mashine inafanya uamuzi huu peke yake: { $purpose }.
   *[other] Mashine inashiriki katika uamuzi huu: { $purpose }. Haijatangazwa ni nani mwenye neno la mwisho.
  }
plain-learned = Mashine imejifunza kutokana na mifano ya zamani. Inaweza kukosea.
plain-who-heading = Nani anaweza kukataliwa kimakosa
plain-who = Kati ya watu { $of } wa kundi la { $group } wanaostahili kupewa ndiyo, wanaopewa hapana ni { $a }. Katika kundi la { $reference } ni { $b }.
plain-who-none = Hatukupata kundi linalokataliwa kimakosa mara nyingi kuliko kikomo chetu kinavyoruhusu. Bado linaweza kuwepo.
plain-who-unknown = Hatuwezi kusema ni nani anayekataliwa kimakosa, kwa sababu kwa watu wengi mno hatujui ingekuwaje mwishoni.
plain-sure-heading = Uhakika ni wa kiasi gani
plain-sure = Kwa kundi la { $group }, idadi halisi inaelekea kuwa kati ya { $lower } na { $upper } kwa kila { $of }.
plain-sure-few = { $n ->
    [0] Hatukupima mtu yeyote wa kundi la { $group }. Hatuwezi kusema lolote juu ya kundi hili.
    [one] Tulipima mtu { $n } wa kundi la { $group }. Idadi hii ni ndogo mno kuwa na uhakika.
   *[other] Tulipima watu { $n } wa kundi la { $group }. Idadi hii ni ndogo mno kuwa na uhakika.
  }
plain-do-heading = Unachoweza kufanya
plain-do-ask = Uliza kwa nini uamuzi huo ulifanywa.
plain-do-review = Omba mtu aangalie suala lako.
plain-do-appeal = Kukata rufaa: { $route }
plain-do-days = { $days ->
    [one] Jibu limeahidiwa ndani ya siku { $days }.
   *[other] Jibu limeahidiwa ndani ya siku { $days }.
  }
plain-do-appeal-none = Hatujaambiwa jinsi ya kukata rufaa. Uliza ofisi iliyofanya uamuzi.
plain-do-regulator = Unaweza pia kulalamika kwa { $regulator }.
plain-do-keep = Hifadhi ukurasa huu na uandike tarehe ya uamuzi.
plain-owner = Anayewajibika kwa mashine: { $owner }
plain-owner-none = Haijatangazwa ni nani anayewajibika kwa mashine.
